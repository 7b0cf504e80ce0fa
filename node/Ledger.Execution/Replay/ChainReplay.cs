using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.State;
using Ledger.Storage;

namespace Ledger.Execution;

/// <summary>
/// Executes a chain again from genesis on an empty store and compares every block with what it claims to be: header, receipts, roots, and
/// the certificate where there is one. What an auditor trusts of the node it reads from is nothing.
/// </summary>
public sealed class ChainReplay
{
    private readonly GenesisFile _genesis;
    private readonly ISignatureVerifier _verifier;
    private readonly Chain _chain;

    /// <summary>Begins at genesis; <paramref name="store"/> must be empty.</summary>
    /// <exception cref="ArgumentException">The store holds a chain already.</exception>
    public ChainReplay(GenesisFile genesis, IStore store, ISignatureVerifier verifier, ExecutionOptions options)
    {
        _genesis = genesis;
        _verifier = verifier;
        _chain = Chain.Open(genesis, store, verifier, new StateOptions(), options);
        if (_chain.Head.Height != 0)
        {
            throw new ArgumentException("A replay begins on an empty store.", nameof(store));
        }
    }

    /// <summary>The newest block that was executed again.</summary>
    public ChainHead Head => _chain.Head;

    /// <summary>The newest height whose certificate was checked; all below it are final with it.</summary>
    public ulong CertifiedHeight { get; private set; }

    /// <summary>Transactions executed so far.</summary>
    public long Transactions { get; private set; }

    /// <summary>Reads a block that is checked later, on any thread; null where that cannot be done yet.</summary>
    public BatchAhead? ReadAhead(Block block) => _chain.ReadAhead(block.Batch.Memory);

    /// <summary>Executes the next block again; null where everything is as it claims.</summary>
    /// <param name="block">The block.</param>
    /// <param name="certificate">Its certificate, where there is one.</param>
    /// <param name="ahead">What <see cref="ReadAhead"/> made of this very block.</param>
    public ReplayDifference? Check(Block block, QuorumCertificate? certificate, BatchAhead? ahead = null)
    {
        if (_chain.Head.ChangesValidators && CertifiedHeight != _chain.Head.Height)
        {
            return new ReplayDifference(
                _chain.Head.Height, "quorum certificate", "one of its own, as the block changes the validator set", "none");
        }

        var executed = _chain.Execute(block.Batch.Memory, ahead);
        var difference = Compare(block, executed) ?? CheckCertificate(executed, certificate);
        if (difference is null)
        {
            _chain.Commit(executed, new WriteSet());
            _chain.KeepTrie();
            Transactions += executed.Transactions.Count;
        }

        return difference;
    }

    private ReplayDifference? Compare(Block block, ExecutedBlock executed)
    {
        var height = executed.Header.Height;
        if (!BlockHeader.TryDecode(block.Header.Span, out var claimed))
        {
            return new ReplayDifference(height, "header encoding", "280 canonical bytes", $"{block.Header.Length} bytes");
        }

        if (claimed != executed.Header)
        {
            return Name(height, claimed, executed.Header);
        }

        for (var i = 0; i < executed.Transactions.Count; i++)
        {
            if (i >= block.Receipts.Count || !block.Receipts[i].Span.SequenceEqual(executed.Transactions[i].ReceiptBytes))
            {
                return new ReplayDifference(height, $"receipt {i}", "as stored", "another");
            }
        }

        return block.Receipts.Count == executed.Transactions.Count
            ? null
            : new ReplayDifference(height, "receipts", $"{block.Receipts.Count}", $"{executed.Transactions.Count}");
    }

    private static ReplayDifference Name(ulong height, BlockHeader claimed, BlockHeader computed)
    {
        (string What, object Claimed, object Computed)[] fields =
        [
            ("chain id", claimed.ChainId, computed.ChainId),
            ("height", claimed.Height, computed.Height),
            ("time", claimed.Time, computed.Time),
            ("previous hash", claimed.Previous, computed.Previous),
            ("transactions root", claimed.TransactionsRoot, computed.TransactionsRoot),
            ("receipts root", claimed.ReceiptsRoot, computed.ReceiptsRoot),
            ("state root", claimed.StateRoot, computed.StateRoot),
            ("history root", claimed.HistoryRoot, computed.HistoryRoot),
            ("validators hash", claimed.ValidatorsHash, computed.ValidatorsHash),
            ("proposer", claimed.Proposer, computed.Proposer),
            ("rule version", claimed.RuleVersion, computed.RuleVersion),
        ];
        var (what, expected, came) = fields.First(field => !field.Claimed.Equals(field.Computed));
        return new ReplayDifference(height, what, $"{expected}", $"{came}");
    }

    private ReplayDifference? CheckCertificate(ExecutedBlock executed, QuorumCertificate? certificate)
    {
        if (certificate is null)
        {
            return null;
        }

        var height = executed.Header.Height;
        var error = QuorumCertificates.Check(certificate, _genesis.ChainId, height, executed.Hash, executed.Validators, _verifier);
        if (error != QuorumCertificateError.None)
        {
            return new ReplayDifference(height, "quorum certificate", "one that holds", $"{error}");
        }

        CertifiedHeight = height;
        return null;
    }
}

/// <summary>Where a replay came to something else than the chain says.</summary>
/// <param name="Height">The block.</param>
/// <param name="What">The field, or the proof that does not hold.</param>
/// <param name="Expected">What the chain says.</param>
/// <param name="Computed">What came out of executing it again.</param>
public sealed record ReplayDifference(ulong Height, string What, string Expected, string Computed);
