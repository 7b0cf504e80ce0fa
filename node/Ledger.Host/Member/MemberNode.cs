using Ledger.Api;
using Ledger.Crypto.Signatures;
using Ledger.Finality;
using Ledger.Host.Backups;
using Ledger.Host.Control;
using Ledger.Node;
using Ledger.Node.Snapshots;
using Ledger.Ordering.Etcd;
using Ledger.Peers;
using Ledger.Protocol;
using Ledger.Storage;
using Microsoft.Extensions.Logging;

namespace Ledger.Host.Member;

/// <summary>A running validator of a consortium whose nodes have machines of their own.</summary>
public sealed class MemberNode : IAsyncDisposable
{
    private readonly MemberOptions _options;
    private readonly ILoggerFactory _logging;
    private DataDirectory? _data;
    private FileVoteLock? _lock;
    private NodeMail? _mail;
    private PeerNetwork? _network;
    private EtcdOrderer? _order;
    private EtcdUpkeep? _upkeep;
    private PeerServer? _peers;
    private SnapshotServer? _snapshots;
    private ControlServer? _control;

    private MemberNode(MemberOptions options, ILoggerFactory logging)
    {
        (_options, _logging) = (options, logging);
        Id = ValidatorRoster.IdOf(options.Genesis.Hasher, options.Validator.Voting.PublicKey);
    }

    /// <summary>Its validator id.</summary>
    public Digest Id { get; }

    /// <summary>The node.</summary>
    public NodeRunner Runner { get; private set; } = null!;

    /// <summary>Where clients reach it.</summary>
    public NodeServer Server { get; private set; } = null!;

    /// <summary>Where other nodes reach it.</summary>
    public Uri PeerAddress => _peers!.Address;

    /// <summary>
    /// Opens the data directory, goes on where it was left, and serves. It starts while etcd and the others are down, too.
    /// </summary>
    /// <exception cref="StorageException">The data directory or the vote lock cannot be used; the message says what to do.</exception>
    /// <exception cref="InvalidDataException">The validator would sign receipts with the key that votes.</exception>
    /// <exception cref="IOException">A port is taken, or may not be used.</exception>
    public static async Task<MemberNode> StartAsync(MemberOptions options, ILoggerFactory logging, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var node = new MemberNode(options, logging);
        try
        {
            await node.OpenAsync(cancellationToken).ConfigureAwait(false);
            return node;
        }
        catch
        {
            await node.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Each after what uses it, as in a consortium of one process.
        if (Runner is not null)
        {
            await Runner.StopAsync().ConfigureAwait(false);
        }

        foreach (var part in new IAsyncDisposable?[] { _control, Server, _peers, Runner, _network, _upkeep, _order })
        {
            if (part is not null)
            {
                await part.DisposeAsync().ConfigureAwait(false);
            }
        }

        _mail?.Dispose();
        _data?.Dispose();
        _lock?.Dispose();
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        var (genesis, validator) = (_options.Genesis, _options.Validator);
        validator.RequireOwnReceiptKey();
        _data = DataDirectory.Open(_options.DataDirectory, genesis.ChainId.ToArray(), new RocksStoreOptions());
        _lock = FileVoteLock.Open(_options.VoteLock, genesis.ChainId, Id);
        var voter = new Voter(genesis.ChainId, Id, validator.Voting, _options.Clock, _lock);
        _network = new PeerNetwork(
            _options.Peers, genesis, new SignatureVerifier(), TimeProvider.System, _logging.CreateLogger<PeerNetwork>());
        await JoinAsync(_data.Store, cancellationToken).ConfigureAwait(false);
        var order = new EtcdOrdererParts(
            () => Runner.Core.Chain.Head.Height == 0 && voter.LockedHeight == 0, TurnAt, _options.Readers, TimeProvider.System,
            _logging.CreateLogger<EtcdOrderer>(), new FenceHolder(Id.ToString(), Where())
            {
                Mark = ProcessMark.Own,
                IsGone = ProcessMark.IsGone,
            });
        _order = new EtcdOrderer(_options.Order, genesis.ChainId.ToArray(), order);
        _upkeep = new EtcdUpkeep(_options.Order, order);
        var parts = new NodeParts(
            genesis, _data.Store, new SignatureVerifier(), _network, voter, _options.Clock, TimeProvider.System)
        {
            FinalRuns = _network,
            Settlement = _options.Settlement,
            HeldHeight = () => _snapshots?.HeldHeight ?? ulong.MaxValue,
        };
        Runner = new NodeRunner(validator.Name, parts, _options.Node, _order, _logging.CreateLogger<NodeRunner>());
        _snapshots = _options.ServesSnapshots
            ? new SnapshotServer(Runner.Core, _options.Node.Execution.SnapshotEvery, TimeProvider.System) : null;
        var identity = new NodeIdentity(Id, validator.Name, new ReceiptSigner(validator.Receipts));
        _mail = NodeMail.Open(
            NodeMail.FolderIn(_data.Path), genesis, identity, new ChainCards(Runner.Core, TimeProvider.System), _options.Mail,
            _options.Clock, _logging);
        _peers = await PeerServer.StartAsync(
            _options.Peers, Runner.Core, _snapshots, Runner.Deliver, TimeProvider.System, _logging, Runner.Stopping, cancellationToken)
            .ConfigureAwait(false);
        Runner.Start();
        Server = await NodeServer.StartAsync(Runner, _mail, identity, _options.Server, _options.Clock, _logging, cancellationToken)
            .ConfigureAwait(false);
        _control = await ControlServer.StartAsync(
            _data.Path, folder => NodeBackup.Save(_data, _mail.Data, folder), _logging, cancellationToken).ConfigureAwait(false);
    }

    private async Task JoinAsync(IStore store, CancellationToken cancellationToken)
    {
        if (!_options.JoinsBySnapshot)
        {
            SnapshotJoin.Clear(store);
            return;
        }

        var join = new SnapshotJoin(
            _options.Validator.Name, _options.Genesis, store, new SignatureVerifier(), _network!.Snapshots, _options.Joining,
            TimeProvider.System, _logging.CreateLogger<SnapshotJoin>());
        await join.RunAsync(cancellationToken).ConfigureAwait(false);
    }

    // For whoever finds that the key runs twice.
    private static string Where() =>
        $"{Environment.MachineName}, process {Environment.ProcessId}, since {TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm:ss}Z";

    // Its place in the present set, turning with the number.
    private int TurnAt(ulong number)
    {
        var ids = Runner.Core.Chain.Head.NextValidators.Ids;
        for (var place = 0; place < ids.Count; place++)
        {
            if (ids[place] == Id)
            {
                return (int)(((ulong)place + number) % (ulong)ids.Count);
            }
        }

        return ids.Count;
    }
}
