namespace Ledger.Audit.Archive;

/// <summary>Where an archive is not what its headers, its signatures or its transactions make it.</summary>
/// <param name="Height">The block.</param>
/// <param name="Transaction">Its place in the block, from 0; null where it is the block's own.</param>
/// <param name="Field">What deviates.</param>
/// <param name="Expected">What it must be.</param>
/// <param name="Found">What it is.</param>
public sealed record AuditFinding(ulong Height, int? Transaction, string Field, string Expected, string Found);
