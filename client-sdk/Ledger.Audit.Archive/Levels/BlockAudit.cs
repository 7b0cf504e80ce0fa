using Google.Protobuf;
using Ledger.Audit.Replay;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;

namespace Ledger.Audit.Archive;

/// <summary>
/// What is in a block: that its header commits to each transaction and receipt (<see cref="AuditLevel.Merkle"/>), and that each signature
/// verifies (<see cref="AuditLevel.Signatures"/>) under the key which a receipt of an earlier block, or genesis, has for the signer.
/// </summary>
internal sealed class BlockAudit
{
    private readonly GenesisFile _genesis;
    private readonly ISignatureVerifier _verifier;
    private readonly AuditFigures _figures;
    private readonly bool _signatures;
    private readonly Dictionary<Digest, PublicKey> _keys = [];
    private readonly Dictionary<Digest, PublicKey> _validatorKeys = [];

    internal BlockAudit(GenesisFile genesis, ISignatureVerifier verifier, AuditFigures figures, bool signatures)
    {
        _genesis = genesis;
        _verifier = verifier;
        _figures = figures;
        _signatures = signatures;
        foreach (var (key, value) in GenesisState.Build(genesis))
        {
            Learn(key, value);
        }

        LearnValidators(genesis.Validators.Set);
    }

    internal void Check(BlockHeader header, Block block, ICollection<AuditFinding> findings) =>
        Check(header, block, findings, _signatures);

    /// <summary>As <see cref="AuditLevel.Merkle"/> does, whatever the audit's level is.</summary>
    internal void CheckTrees(BlockHeader header, Block block, ICollection<AuditFinding> findings) =>
        Check(header, block, findings, signatures: false);

    private void Check(BlockHeader header, Block block, ICollection<AuditFinding> findings, bool signatures)
    {
        var hasher = _genesis.Hasher;
        var batch = BatchBytes.Counted(header, block.Batch.Memory);
        if (batch is null && header.Proposer != Digest.Zero)
        {
            findings.Add(new AuditFinding(header.Height, null, "batch", $"one of proposer {header.Proposer}", "none that can be read"));
        }

        var read = ArchivedTransactions.Read(batch, _genesis);
        Compare("transactions root", header.TransactionsRoot, MerkleTree.Root(hasher, ArchivedTransactions.LeavesOf(read, hasher)));
        Compare("receipts root", header.ReceiptsRoot, Receipts.RootOf(block, hasher));
        if (block.Receipts.Count != read.Length)
        {
            findings.Add(new AuditFinding(header.Height, null, "receipts", $"{read.Length}", $"{block.Receipts.Count}"));
        }

        var receipts = Count(header.Height, block, read.Length, findings);
        if (signatures)
        {
            CheckBatch(header, block, findings);
            CheckSignatures(header.Height, read, receipts, findings);
        }

        Learn(receipts);

        void Compare(string field, Digest expected, Digest found)
        {
            if (expected != found)
            {
                findings.Add(new AuditFinding(header.Height, null, field, $"{expected}", $"{found}"));
            }
        }
    }

    /// <summary>Counts a block that was executed again and came out as it is, and learns the keys that it names.</summary>
    internal void Accept(ulong height, Block block, ICollection<AuditFinding> findings) =>
        Learn(Count(height, block, block.Receipts.Count, findings));

    private Receipt?[] Count(ulong height, Block block, int places, ICollection<AuditFinding> findings)
    {
        var receipts = new Receipt?[places];
        for (var i = 0; i < places; i++)
        {
            receipts[i] = i < block.Receipts.Count ? Receipts.Parse(block.Receipts[i]) : null;
            if (receipts[i] is not { } receipt)
            {
                findings.Add(new AuditFinding(height, i, "receipt", "one", "none that can be read"));
                continue;
            }

            _figures.Count(receipt.Code);
            _figures.Landed += receipt.Landed ? 1 : 0;
            if (receipt.Landed && receipt.Index != i)
            {
                findings.Add(new AuditFinding(height, i, "receipt's index", $"{i}", $"{receipt.Index}"));
            }
        }

        _figures.Transactions += places;
        return receipts;
    }

    private void Learn(Receipt?[] receipts)
    {
        foreach (var one in receipts.SelectMany(receipt => receipt?.Events ?? []))
        {
            Learn(one.Key.Span, one.Record.Span);
        }
    }

    private void CheckBatch(BlockHeader header, Block block, ICollection<AuditFinding> findings)
    {
        if (header.Proposer == Digest.Zero || BatchBytes.TryRead(block.Batch.Memory) is not var (signed, _))
        {
            return;
        }

        _figures.Signatures++;
        if (!_validatorKeys.TryGetValue(header.Proposer, out var key)
            || !BatchBytes.IsSigned(signed, _genesis, header.Height, key, _verifier))
        {
            findings.Add(new AuditFinding(
                header.Height, null, "batch's signature", $"one of proposer {header.Proposer}", "one that does not verify"));
        }
    }

    // What landed is signed. What was refused as badly signed is not: a validator that refused a good one must not hide behind its receipt.
    private void CheckSignatures(ulong height, ReadTransaction[] read, Receipt?[] receipts, ICollection<AuditFinding> findings)
    {
        var places = Enumerable.Range(0, read.Length).Where(i => read[i].Transaction is not null && receipts[i] is { } receipt
            && (receipt.Landed || receipt.Code == (uint)RefusalCode.BadSignature)).ToArray();
        var known = places.Where(i => _keys.TryGetValue(read[i].Transaction!.Signer, out var key)
            && key.Algorithm == read[i].Transaction!.Algorithm).ToArray();
        foreach (var i in places.Except(known).Where(i => receipts[i]!.Landed))
        {
            findings.Add(new AuditFinding(
                height, i, "signer", "a certificate that the chain has registered before", $"{read[i].Transaction!.Signer}"));
        }

        var checks = Array.ConvertAll(known, i => read[i].Transaction!.SignatureCheck(_keys[read[i].Transaction!.Signer]));
        var valid = _verifier.VerifyOnAllCores(checks);
        _figures.Signatures += checks.Length;
        for (var i = 0; i < known.Length; i++)
        {
            if (valid[i] != receipts[known[i]]!.Landed)
            {
                findings.Add(new AuditFinding(
                    height, known[i], "signature", valid[i] ? "one that does not verify, as the receipt says" : "one that verifies",
                    valid[i] ? "one that verifies" : "one that does not"));
            }
        }
    }

    private void Learn(ReadOnlySpan<byte> key, ReadOnlySpan<byte> record)
    {
        if (RegisteredCertificates.TryRead(key, record) is var (id, certificate))
        {
            _keys[id] = new PublicKey((SignatureAlgorithm)certificate.Algorithm, certificate.PublicKey.Span);
        }
        else if (key.SequenceEqual(HeaderAudit.ValidatorsKey)
            && Receipts.TryParse(ValidatorSet.Parser, ByteString.CopyFrom(record)) is { } set)
        {
            LearnValidators(set);
        }
    }

    private void LearnValidators(ValidatorSet set)
    {
        foreach (var validator in set.Validators)
        {
            if (Digest.TryRead(validator.Id.Span, out var id))
            {
                _validatorKeys[id] = new PublicKey((SignatureAlgorithm)validator.Algorithm, validator.PublicKey.Span);
            }
        }
    }
}
