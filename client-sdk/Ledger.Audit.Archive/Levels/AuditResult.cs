using Ledger.Protocol;

namespace Ledger.Audit.Archive;

/// <summary>What an audit came to.</summary>
/// <param name="Level">How much was verified.</param>
/// <param name="Head">The newest header; genesis' where there is no block.</param>
/// <param name="HeadHash">Its hash.</param>
/// <param name="Figures">What was counted.</param>
/// <param name="Findings">Deviations in the order of heights, the first of them at most <see cref="ArchiveAudit.FindingsMax"/>.</param>
/// <param name="FindingsInAll">How many there are.</param>
/// <param name="ExecutedTo">The newest height that executing again has confirmed; null where nothing was executed.</param>
public sealed record AuditResult(
    AuditLevel Level, BlockHeader Head, Digest HeadHash, AuditFigures Figures, IReadOnlyList<AuditFinding> Findings, long FindingsInAll,
    ulong? ExecutedTo)
{
    /// <summary>Whether the archive is, at this level, what its genesis file and its transactions make it.</summary>
    public bool IsSound => FindingsInAll == 0;
}
