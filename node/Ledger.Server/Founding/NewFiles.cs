using System.Text;

namespace Ledger.Server.Founding;

/// <summary>Files of a folder that is being made: each new, on disk before it counts, and secrets for their owner alone.</summary>
internal static class NewFiles
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode All = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>A folder that only its owner may enter, with those above it.</summary>
    internal static void Folder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            throw NoOwners();
        }

        Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
    }

    /// <summary>Makes a file that something else wrote its owner's alone.</summary>
    internal static void ToOwnerAlone(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            throw NoOwners();
        }

        File.SetUnixFileMode(path, OwnerOnly);
    }

    /// <summary>A file that everybody may read.</summary>
    internal static void Public(string folder, string name, ReadOnlySpan<byte> content) => Write(folder, name, content, All);

    /// <summary>A text that everybody may read.</summary>
    internal static void Public(string folder, string name, string content) => Public(folder, name, Encoding.UTF8.GetBytes(content));

    /// <summary>A text that its owner alone may read.</summary>
    internal static void Secret(string folder, string name, string content) =>
        Write(folder, name, Encoding.UTF8.GetBytes(content), OwnerOnly);

    /// <summary>A file that everybody may read, whole in place of what was there, or not at all.</summary>
    internal static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var name = Path.GetFileName(path) + ".new";
        File.Delete(Path.Combine(folder, name));
        Public(folder, name, content);
        File.Move(Path.Combine(folder, name), path, overwrite: true);
    }

    private static void Write(string folder, string name, ReadOnlySpan<byte> content, UnixFileMode mode)
    {
        var path = Path.Combine(folder, name);
        Folder(Path.GetDirectoryName(path)!);
        if (OperatingSystem.IsWindows())
        {
            throw NoOwners();
        }

        using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = mode,
        });
        file.Write(content);
        file.Flush(flushToDisk: true);
    }

    private static PlatformNotSupportedException NoOwners() => new("Secrets are kept by Unix file rights, which Windows does not have.");
}
