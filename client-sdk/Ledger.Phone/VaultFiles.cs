namespace Ledger.Phone;

/// <summary>Files that their owner alone may read, written whole or not at all.</summary>
internal static class VaultFiles
{
    internal const int BytesMax = 256 * 1024;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    internal static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var temporary = path + ".new";
        File.Delete(temporary);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var file = new FileStream(temporary, options))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>The file's bytes; null where it is absent or too long to be one of the vault's.</summary>
    internal static byte[]? TryRead(string path) =>
        File.Exists(path) && new FileInfo(path).Length <= BytesMax ? File.ReadAllBytes(path) : null;
}
