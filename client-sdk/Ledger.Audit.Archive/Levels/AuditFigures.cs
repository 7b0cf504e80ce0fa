namespace Ledger.Audit.Archive;

/// <summary>What an audit has counted. From <see cref="AuditLevel.Merkle"/> on receipts are the ones that headers commit to.</summary>
public sealed class AuditFigures
{
    private readonly SortedDictionary<uint, long> _codes = [];

    /// <summary>Blocks looked at.</summary>
    public ulong Blocks { get; internal set; }

    /// <summary>Quorum certificates checked.</summary>
    public long Certificates { get; internal set; }

    /// <summary>The newest height that a certificate makes final, and all below it.</summary>
    public ulong FinalHeight { get; internal set; }

    /// <summary>Places in batches, those of no transaction too.</summary>
    public long Transactions { get; internal set; }

    /// <summary>Transactions that landed.</summary>
    public long Landed { get; internal set; }

    /// <summary>Signatures of transactions and batches checked.</summary>
    public long Signatures { get; internal set; }

    /// <summary>Receipts by their code; 0 is done.</summary>
    public IReadOnlyDictionary<uint, long> Codes => _codes;

    internal void Count(uint code) => _codes[code] = _codes.GetValueOrDefault(code) + 1;
}
