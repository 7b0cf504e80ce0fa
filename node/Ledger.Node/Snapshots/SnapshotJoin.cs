using Ledger.Crypto;
using Ledger.Execution;
using Ledger.Finality;
using Ledger.Index;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Membership;
using Ledger.State;
using Ledger.Storage;
using Microsoft.Extensions.Logging;

namespace Ledger.Node.Snapshots;

/// <summary>
/// Lets a new or emptied node begin at a snapshot: everything is held against a header that validators made final whose set leads back to
/// genesis, and taken from all others at once. What was begun and broken off goes on. Until the last write the store is no node's.
/// </summary>
/// <param name="name">The node's name for people.</param>
/// <param name="genesis">The chain.</param>
/// <param name="store">The node's store, of which nothing else makes use meanwhile.</param>
/// <param name="verifier">Checks signatures.</param>
/// <param name="peers">The other nodes.</param>
/// <param name="options">How long it waits.</param>
/// <param name="pace">The clock that intervals are measured by.</param>
/// <param name="logger">Where it logs.</param>
public sealed class SnapshotJoin(
    string name, GenesisFile genesis, IStore store, ISignatureVerifier verifier, IReadOnlyList<ISnapshotSource> peers,
    SnapshotJoinOptions options, TimeProvider pace, ILogger logger)
{
    private const int DeletedAtOnce = 8_192;
    private const int HeightsTriedMax = 4; // the newest may be one that not all have yet
    private static readonly byte[] OwnKeys = "join/"u8.ToArray();
    private static readonly byte[] OwnKeysEnd = "join0"u8.ToArray();
    private static readonly byte[] ValidatorsKey = MembershipTables.Validators.Key(MembershipTables.Current);
    private bool _noneHasOne; // all others have said so

    /// <summary>Begins at a snapshot where the store holds no chain, and others offer one.</summary>
    /// <exception cref="StorageException">The store failed.</exception>
    /// <exception cref="OperationCanceledException">It was given up; what is there is gone on with.</exception>
    public async Task<SnapshotJoinOutcome> RunAsync(CancellationToken cancellationToken)
    {
        if (new ChainStore(store).HasHead)
        {
            return SnapshotJoinOutcome.HasChain;
        }

        var since = pace.GetTimestamp();
        while (true)
        {
            var target = SnapshotTarget.Resume(store, genesis, verifier) ?? await ChooseAsync(cancellationToken).ConfigureAwait(false);
            if (target is not null && await FetchAsync(target, cancellationToken).ConfigureAwait(false) is { } top && Install(target, top))
            {
                return SnapshotJoinOutcome.Joined;
            }

            if (target is not null)
            {
                SnapshotLog.Dropped(logger, name, target.Offer.Height);
                Clear(store);
                since = pace.GetTimestamp();
            }

            if (_noneHasOne || pace.GetElapsedTime(since).TotalMilliseconds >= options.PatienceMs)
            {
                SnapshotLog.ByBlocks(
                    logger, name, _noneHasOne ? "all others answer that they have no snapshot"
                        : "no snapshot is vouched for by nodes with more than a third of the votes");
                return SnapshotJoinOutcome.NoneOffered;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(options.PauseMs), pace, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes away what was begun and not finished: for a node that begins otherwise.</summary>
    /// <exception cref="StorageException">The store failed.</exception>
    public static void Clear(IStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (!ChainInstaller.IsUnfinished(store))
        {
            return;
        }

        var keys = new[] { StoreTable.StateLatest, StoreTable.StateNodes, StoreTable.HeaderHistory }
            .SelectMany(table => store.Scan(table, default, default).Select(entry => (table, entry.Key)))
            .Concat(store.Scan(StoreTable.Meta, OwnKeys, OwnKeysEnd).Select(entry => (StoreTable.Meta, entry.Key))
                .OrderBy(one => one.Key.AsSpan().SequenceEqual("join/target"u8))); // the note that says so goes last
        foreach (var piece in keys.Chunk(DeletedAtOnce))
        {
            var write = new WriteSet();
            Array.ForEach(piece, one => write.Delete(one.Item1, one.Item2));
            store.Write(write, durable: false);
        }

        store.Sync();
    }

    // What no header commits to counts where nodes with more than a third of the votes say it: one of them at least is honest.
    private async Task<SnapshotTarget?> ChooseAsync(CancellationToken cancellationToken)
    {
        var trust = new SnapshotTrust(genesis, verifier);
        var upTo = ulong.MaxValue;
        for (var tries = 0; tries < HeightsTriedMax && upTo > 0; tries++)
        {
            var offers = await AskAsync(upTo, trust, cancellationToken).ConfigureAwait(false);
            if (offers.Count == 0)
            {
                break;
            }

            foreach (var height in offers.Select(one => one.Offer.Height).Distinct().OrderDescending())
            {
                if (Agreed([.. offers.Where(one => one.Offer.Height == height)], trust) is { } offer)
                {
                    var target = new SnapshotTarget(offer, trust, genesis, verifier);
                    target.Note(store);
                    return target;
                }
            }

            upTo = offers.Min(one => one.Offer.Height) - 1;
        }

        SnapshotLog.Waiting(logger, name, "none is offered that enough of the others vouch for");
        return null;
    }

    private async Task<List<(ISnapshotSource Peer, Snapshot Offer)>> AskAsync(
        ulong upTo, SnapshotTrust trust, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(peers.Select(async peer =>
            (Peer: peer, Offer: await peer.OfferAsync(upTo, cancellationToken).ConfigureAwait(false)))).ConfigureAwait(false);
        _noneHasOne = upTo == ulong.MaxValue && answers.Length > 0 && answers.All(one => one.Offer is { Height: 0 });
        var offers = new List<(ISnapshotSource, Snapshot)>();
        foreach (var (peer, offer) in answers)
        {
            if (offer is not { Height: > 0 } || offer.Height > upTo)
            {
                continue;
            }

            var fault = await LearnAsync(peer, offer.Height, trust, cancellationToken).ConfigureAwait(false) ?? trust.FaultOf(offer);
            if (fault is null)
            {
                offers.Add((peer, offer));
            }
            else
            {
                peer.OnLie(fault);
            }
        }

        return offers;
    }

    // Every change of the validator set below the snapshot, from whoever knows more of them.
    private static async Task<string?> LearnAsync(
        ISnapshotSource peer, ulong height, SnapshotTrust trust, CancellationToken cancellationToken)
    {
        while (true)
        {
            var request = new GetSnapshotPartRequest { Height = height, LinksAbove = trust.NewestLink };
            var links = (await peer.ReadAsync(request, cancellationToken).ConfigureAwait(false))?.Links;
            if (links is null or { Count: 0 })
            {
                return null;
            }

            foreach (var link in links)
            {
                if (trust.Take(link) is { } fault)
                {
                    return fault;
                }
            }
        }
    }

    private Snapshot? Agreed(List<(ISnapshotSource Peer, Snapshot Offer)> offers, SnapshotTrust trust)
    {
        var height = offers[0].Offer.Height;
        var set = trust.SetAt(height);
        foreach (var group in offers.GroupBy(one => (one.Offer.Header, one.Offer.TimeProofHeight, one.Offer.Events)))
        {
            var power = group.Select(one => one.Peer.Id).Distinct().Aggregate(0UL, (sum, id) => sum + (set.Find(id)?.Power ?? 0));
            var certified = group.Select(one => one.Offer).FirstOrDefault(offer => offer.Certificate is not null
                && BlockHeader.TryDecode(offer.Header.Span, out var header) && header.ValidatorsHash == set.Hash);
            if (certified is null || (UInt128)power * 3 <= set.TotalPower)
            {
                continue;
            }

            foreach (var (peer, _) in offers.Except(group))
            {
                peer.OnLie($"its snapshot at {height} is not the one that others vouch for");
            }

            SnapshotLog.Begun(logger, name, height, group.Count());
            return certified;
        }

        return null;
    }

    private async Task<SnapshotTop?> FetchAsync(SnapshotTarget target, CancellationToken cancellationToken)
    {
        var fetch = new SnapshotFetch(name, target, store, options, pace, logger);
        var since = pace.GetTimestamp();
        while (!fetch.IsWhole)
        {
            if (await fetch.RunAsync(peers, cancellationToken).ConfigureAwait(false))
            {
                since = pace.GetTimestamp();
            }
            else if (pace.GetElapsedTime(since).TotalMilliseconds >= options.PatienceMs)
            {
                return null;
            }
            else
            {
                await Task.Delay(TimeSpan.FromMilliseconds(options.PauseMs), pace, cancellationToken).ConfigureAwait(false);
            }
        }

        return target.Top;
    }

    // False where what was taken does not come to the header: the disk has lost or changed some of it, for each part was proven.
    private bool Install(SnapshotTarget target, SnapshotTop top)
    {
        var (header, offer) = (target.Header, target.Offer);
        var history = ChainInstaller.BuildHistory(store, genesis.Hasher, header.Height);
        var (last, keys) = (new WriteSet(), 0L);
        var root = StateBuilder.Build(store, genesis.Hasher, header.Height, last, count => keys = count);
        var validators = new StateStore(store, genesis.Hasher, new StateOptions()).Get(ValidatorsKey);
        var roster = validators is null ? null : ValidatorRoster.TryCreate(genesis.Hasher, ValidatorSet.Parser.ParseFrom(validators));
        if (history.Root(genesis.Hasher) != header.HistoryRoot || new Digest(root) != header.StateRoot || roster is null)
        {
            return false;
        }

        var head = new ChainHead(
            header, target.Hash, history.Append(genesis.Hasher, MerkleTree.LeafHash(genesis.Hasher, target.Hash.ToArray())),
            offer.TimeProofHeight, roster);
        ChainInstaller.PutChain(last, genesis, verifier, head, target.First, top.Blocks, target.Trust.Sets.Append(roster));
        foreach (var link in target.Trust.Links.Where(link => link.Certificate.Height < header.Height))
        {
            ChainStore.PutLink(last, link.Certificate.Height, new ValidatorLink { Header = link.Header, Proof = link.Proof });
            VoteStore.PutCertificate(last, link.Certificate);
        }

        VoteStore.PutCertificate(last, offer.Certificate);
        EventIndex.PutBase(last, target.First - 1, offer.Events, header.Time);
        foreach (var (key, _) in store.Scan(StoreTable.Meta, OwnKeys, OwnKeysEnd))
        {
            last.Delete(StoreTable.Meta, key);
        }

        store.Write(last, durable: true);
        SnapshotLog.Joined(logger, name, header.Height, keys);
        return true;
    }
}
