namespace Ledger.Mail;

/// <summary>The room on the disk that holds a path.</summary>
public sealed class DriveSpace(string path) : IDiskSpace
{
    private readonly DriveInfo _drive = new(Path.GetFullPath(path));

    /// <inheritdoc/>
    public long FreeBytes => _drive.AvailableFreeSpace;
}
