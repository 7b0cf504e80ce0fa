using System.CommandLine;
using Ledger.Audit.Archive;

namespace Ledger.Cli.Commands.Audits;

/// <summary>What the commands on archives share.</summary>
internal static class AuditOptions
{
    internal static Argument<string> Archive() => new("DIR") { Description = "The archive's folder." };

    /// <summary>A file of this run's own, for the state.</summary>
    internal static string StateFile(string? folder) => Path.Combine(folder ?? Path.GetTempPath(), $"ledger-audit-{Guid.NewGuid():N}");

    internal static CliException Damaged(ArchiveException e) => CliException.NotVerified(e.Message, e.Chinese);
}
