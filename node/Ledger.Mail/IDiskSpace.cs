namespace Ledger.Mail;

/// <summary>How much room the disk has; injected, so that a full one can be played.</summary>
public interface IDiskSpace
{
    /// <summary>Free bytes that the node's user may take.</summary>
    /// <exception cref="IOException">The disk cannot be asked.</exception>
    long FreeBytes { get; }
}

/// <summary>The room on the disk that holds a path.</summary>
public sealed class DriveSpace(string path) : IDiskSpace
{
    private readonly DriveInfo _drive = new(Path.GetFullPath(path));

    /// <inheritdoc/>
    public long FreeBytes => _drive.AvailableFreeSpace;
}
