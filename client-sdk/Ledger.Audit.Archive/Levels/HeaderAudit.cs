using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Membership;

namespace Ledger.Audit.Archive;

/// <summary>
/// Headers in order: each of this chain, on top of the one before, with the history before it and under the validators that the chain named
/// for it; and which of them are final. After a deviation it goes on from what the archive says, so that a later one is found too.
/// </summary>
internal sealed class HeaderAudit
{
    internal static readonly byte[] ValidatorsKey = MembershipTables.Validators.Key(MembershipTables.Current);
    private readonly GenesisFile _genesis;
    private readonly ISignatureVerifier _verifier;
    private readonly AuditFigures _figures;
    private MerkleFrontier _history = MerkleFrontier.Empty;
    private ValidatorRoster _validators;
    private BlockHeader _below;
    private Digest _belowHash;
    private Block? _belowBlock;
    private bool _isBelowCertified = true;

    internal HeaderAudit(GenesisFile genesis, BlockHeader first, Digest hash, ISignatureVerifier verifier, AuditFigures figures)
    {
        _genesis = genesis;
        _verifier = verifier;
        _figures = figures;
        _validators = genesis.Validators;
        _below = first;
        Advance(first, hash);
    }

    /// <summary>Hash of the newest header.</summary>
    internal Digest Hash => _belowHash;

    /// <summary>Looks at the next block; null for a header that cannot be read.</summary>
    internal BlockHeader? Check(Block block, QuorumCertificate? certificate, ICollection<AuditFinding> findings)
    {
        var height = _below.Height + 1;
        if (!BlockHeader.TryDecode(block.Header.Span, out var header))
        {
            findings.Add(new AuditFinding(height, null, "header", "280 canonical bytes", $"{block.Header.Length} bytes"));
            var unread = _below with { Height = height };
            _belowBlock = null;
            _isBelowCertified = false;
            Advance(unread, Digest.Zero);
            return null;
        }

        var isSound = true;
        if (header.ValidatorsHash != _validators.Hash)
        {
            FollowChange(header);
        }

        Compare("chain id", _genesis.ChainId, header.ChainId);
        Compare("height", height, header.Height);
        Compare("previous hash", _belowHash, header.Previous);
        Compare("history root", _history.Root(_genesis.Hasher), header.HistoryRoot);
        Compare("validators hash", _validators.Hash, header.ValidatorsHash);
        if (header.Time < _below.Time)
        {
            isSound = false;
            findings.Add(new AuditFinding(height, null, "time", $"{_below.Time} or later", $"{header.Time}"));
        }

        var hash = BlockHeader.Hash(_genesis.Hasher, block.Header.Span);
        _isBelowCertified = CheckCertificate(certificate, height, hash, findings, isSound);
        _belowBlock = block;
        Advance(header with { Height = height }, hash);
        _figures.Blocks = height;
        return header;

        void Compare<T>(string field, T expected, T found)
        {
            if (!EqualityComparer<T>.Default.Equals(expected, found))
            {
                isSound = false;
                findings.Add(new AuditFinding(height, null, field, $"{expected}", $"{found}"));
            }
        }
    }

    /// <summary>What is missing at the end: a chain's newest blocks are final by a certificate.</summary>
    internal void End(ICollection<AuditFinding> findings)
    {
        if (_figures.FinalHeight < _below.Height)
        {
            findings.Add(new AuditFinding(
                _below.Height, null, "quorum certificate", "one for the newest block", $"none above height {_figures.FinalHeight}"));
        }
    }

    private void Advance(BlockHeader header, Digest hash)
    {
        _below = header;
        _belowHash = hash;
        _history = _history.Append(_genesis.Hasher, MerkleTree.LeafHash(_genesis.Hasher, hash.ToArray()));
    }

    // The block below says which set comes next, in a receipt that its header commits to, and the set before has certified that very block.
    private void FollowChange(BlockHeader header)
    {
        if (!_isBelowCertified || _belowBlock is not { } below || Receipts.RootOf(below, _genesis.Hasher) != _below.ReceiptsRoot)
        {
            return;
        }

        var named = below.Receipts.SelectMany(receipt => Receipts.Parse(receipt)?.Events ?? [])
            .LastOrDefault(one => one.Type == "validators.changed" && one.Key.Span.SequenceEqual(ValidatorsKey));
        if (named is not null && Receipts.TryParse(ValidatorSet.Parser, named.Record) is { } set
            && ValidatorRoster.TryCreate(_genesis.Hasher, set) is { } roster && roster.Hash == header.ValidatorsHash)
        {
            _validators = roster;
        }
    }

    private bool CheckCertificate(
        QuorumCertificate? certificate, ulong height, Digest hash, ICollection<AuditFinding> findings, bool isSound)
    {
        if (certificate is null)
        {
            return false;
        }

        _figures.Certificates++;
        var error = QuorumCertificates.Check(certificate, _genesis.ChainId, height, hash, _validators, _verifier);
        if (error != QuorumCertificateError.None)
        {
            findings.Add(new AuditFinding(height, null, "quorum certificate", "one that holds", $"{error}"));
            return false;
        }

        _figures.FinalHeight = isSound ? height : _figures.FinalHeight;
        return true;
    }
}
