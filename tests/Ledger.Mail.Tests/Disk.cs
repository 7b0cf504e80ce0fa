namespace Ledger.Mail.Tests;

/// <summary>A disk whose room a test sets.</summary>
internal sealed class Disk : IDiskSpace
{
    public long FreeBytes { get; set; } = long.MaxValue / 2;
}
