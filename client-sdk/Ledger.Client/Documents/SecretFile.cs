namespace Ledger.Client.Documents;

/// <summary>Files that their owner alone may read, on the disk when a call returns.</summary>
internal static class SecretFile
{
    internal static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    /// <summary>Writes a file whole or not at all.</summary>
    internal static void Replace(string path, ReadOnlySpan<byte> bytes)
    {
        var temporary = path + ".new";
        File.Delete(temporary);
        using (var file = Create(temporary))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
