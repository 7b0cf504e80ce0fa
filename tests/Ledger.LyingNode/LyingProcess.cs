using Ledger.Crypto.Signatures;
using Ledger.Finality;
using Ledger.Host.Member;
using Ledger.Node;
using Ledger.Ordering;
using Ledger.Ordering.Etcd;
using Ledger.Peers;
using Ledger.Protocol;
using Ledger.Seeds;
using Ledger.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.LyingNode;

/// <summary>
/// An honest core that reads the order and the others as a member's node does, on that member's folder and with its keys, and lies in all
/// that leaves it. It serves no clients. The member's own node can go on in the folder afterwards: what is written there is honest.
/// </summary>
internal sealed class LyingProcess : IAsyncDisposable
{
    private const int PauseMsMax = 250;
    private const int YearsWrong = 30;
    private readonly SeededRandom _random;
    private readonly LiarHabits _habits;
    private readonly DataDirectory _data;
    private readonly FileVoteLock _lock;
    private readonly PeerNetwork _peers;
    private readonly EtcdOrderer _order;
    private readonly NodeRunner _runner;
    private readonly LyingNetwork _network;
    private readonly LyingBatches _batches;
    private PeerServer? _server;

    private LyingProcess(MemberOptions options, LiarHabits habits, ulong seed)
    {
        (_habits, _random) = (habits, new SeededRandom(seed, "lying node"));
        var (genesis, chain, validator) = (options.Genesis, options.Genesis.ChainId.ToArray(), options.Validator);
        var id = ValidatorRoster.IdOf(genesis.Hasher, validator.Voting.PublicKey);
        var clock = habits.HasFlag(LiarHabits.WrongClock) ? new WrongClock(_random.Chance(50)) : options.Clock;
        _data = DataDirectory.Open(options.DataDirectory, chain, new RocksStoreOptions());
        _lock = FileVoteLock.Open(options.VoteLock, genesis.ChainId, id);
        var voter = new Voter(genesis.ChainId, id, validator.Voting, clock, _lock);
        _peers = new PeerNetwork(options.Peers, genesis, new SignatureVerifier(), TimeProvider.System, NullLogger.Instance);
        var world = new NodesWorld(genesis, id, validator.Voting, () => _runner!.Core);
        _network = new LyingNetwork(new Liar(world, habits, _random), _peers, [.. options.Peers.Peers.Select(peer => peer.Id)]);
        _order = new EtcdOrderer(options.Order, chain, new EtcdOrdererParts(
            () => false, _ => 0, options.Readers, TimeProvider.System, NullLogger.Instance, new FenceHolder(id.ToString(), "a liar")
            {
                Mark = ProcessMark.Own,
                IsGone = ProcessMark.IsGone,
            }));
        var parts = new NodeParts(genesis, _data.Store, new SignatureVerifier(), _network, voter, clock, TimeProvider.System)
        {
            FinalRuns = _peers,
        };
        _runner = new NodeRunner(validator.Name, parts, options.Node, _order, NullLogger.Instance);
        _batches = new LyingBatches(world, IOrderer.BatchBytesMax, _random);
    }

    internal static async Task<LyingProcess> StartAsync(MemberOptions options, LiarHabits habits, ulong seed)
    {
        var node = new LyingProcess(options, habits, seed);
        node._server = await PeerServer.StartAsync(
            options.Peers, node._runner.Core, null, node._runner.Deliver, TimeProvider.System, NullLoggerFactory.Instance,
            node._runner.Stopping, CancellationToken.None);
        node._runner.Start();
        return node;
    }

    /// <summary>Does mischief until the process is ended, or its core has halted.</summary>
    internal async Task LieAsync()
    {
        while (!_runner.Halted.IsCompleted)
        {
            _network.DoMischief(_habits.HasFlag(LiarHabits.Flood));
            if (_habits.HasFlag(LiarHabits.BadBatches))
            {
                await SlipInAsync();
            }

            await Task.Delay(Locked(() => _random.Below(PauseMsMax)));
        }

        throw await _runner.Halted;
    }

    public async ValueTask DisposeAsync()
    {
        await _runner.StopAsync();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        await _runner.DisposeAsync();
        await _peers.DisposeAsync();
        await _order.DisposeAsync();
        _data.Dispose();
        _lock.Dispose();
    }

    private async Task SlipInAsync()
    {
        var sequence = _runner.Core.Chain.Head.Height + 1;
        var batch = Locked(() => _batches.Next(sequence));
        if (batch.Length > IOrderer.BatchBytesMax)
        {
            return;
        }

        try
        {
            await _order.AppendAsync(sequence, batch, CancellationToken.None);
        }
        catch (OrderingException e) when (e.Error != OrderingError.RunsElsewhere)
        {
            // Another time.
        }
    }

    // What is drawn is drawn by one thread at a time.
    private T Locked<T>(Func<T> draw)
    {
        lock (_network.Drawing)
        {
            return draw();
        }
    }

    private sealed class WrongClock(bool isBehind) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddYears(isBehind ? -YearsWrong : YearsWrong);
    }
}
