using Google.Protobuf;
using Ledger.Crypto.Signatures;
using Ledger.Finality;
using Ledger.Node;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Storage;

namespace Ledger.Benchmarks.CatchUp;

/// <summary>
/// A node that was there from the beginning: its blocks are made here, one after the other and without network, each with the certificate
/// that its successor carries, as on a chain that grew slowly.
/// </summary>
internal sealed class MadeChain : INetwork, IDisposable
{
    private readonly IReadOnlyList<Voter> _voters;
    private readonly GenesisFile _genesis;
    private readonly IStore _store;

    internal MadeChain(BenchmarkChain source, string directory, NodeOptions options)
    {
        _genesis = source.Genesis;
        _voters = [.. source.Consortium.Validators.Select(validator => new Voter(
            _genesis.ChainId, ValidatorRoster.IdOf(_genesis.Hasher, validator.KeyPair.PublicKey), validator.KeyPair.CreateSigner(),
            TimeProvider.System, new MemoryVoteLock())).OrderBy(voter => voter.ValidatorId)];
        _store = new UnsyncedStore(RocksStore.Open(directory, new RocksStoreOptions()));
        Core = new NodeCore(
            new NodeParts(_genesis, _store, new SignatureVerifier(), this, null, TimeProvider.System, TimeProvider.System), options);
    }

    internal NodeCore Core { get; }

    /// <summary>The ids of the chain's validators.</summary>
    internal IReadOnlyList<Digest> Validators => [.. _voters.Select(voter => voter.ValidatorId)];

    /// <summary>Keys of its present state.</summary>
    internal long Keys => _store.Scan(StoreTable.StateLatest, default, default).LongCount();

    /// <summary>Makes a block of these transactions, final.</summary>
    internal void Make(IEnumerable<ByteString> transactions)
    {
        var head = Core.Chain.Head;
        var batch = new Batch
        {
            Proposer = ByteString.CopyFrom(_voters[0].ValidatorId.ToArray()),
            TimeProof = head.Height == 0 ? null : Core.Finality.Newest,
            Transactions = { transactions },
        };
        var bytes = batch.ToByteArray();
        Core.Apply(BatchBytes.Ordered(
            bytes, _voters[0].SignBatch(head.Height + 1, BatchBytes.DigestOf(_genesis.Hasher, bytes))));
        var made = new CandidateBlock(head.Height + 1, Core.Chain.Head.Hash, head.NextValidators);
        var certificate = new QuorumCertificate { Height = made.Height, BlockHash = ByteString.CopyFrom(made.Hash.ToArray()) };
        certificate.Votes.AddRange(_voters.Take(_voters.Count - 1).Select(voter => voter.Vote(made)!.Vote));
        Core.Receive(new PeerMessage { Certificate = certificate });
        if (Core.Finality.FinalHeight != made.Height)
        {
            throw new InvalidOperationException($"Block {made.Height} did not become final.");
        }

        foreach (var receipt in Core.Chain.Blocks.GetBlock(made.Height)!.Receipts.Select(Receipt.Parser.ParseFrom))
        {
            if (receipt.Code != 0)
            {
                throw new InvalidOperationException($"A transaction of block {made.Height} was refused: {receipt.Detail}");
            }
        }
    }

    public void Broadcast(PeerMessage message)
    {
    }

    public void Send(Digest validator, PeerMessage message)
    {
    }

    public void Dispose() => _store.Dispose();
}
