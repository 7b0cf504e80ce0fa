using Ledger.Api;
using Ledger.Crypto.Signatures;
using Ledger.Finality;
using Ledger.Node;
using Ledger.Ordering;
using Ledger.Ordering.Etcd;
using Ledger.Protocol;
using Ledger.Storage;
using Microsoft.Extensions.Logging;

namespace Ledger.Host.Consortium;

/// <summary>
/// All validators of a consortium in one process, each with its own store, verifier and service: nothing is shared that separate machines
/// would not share, but the process and the ordering engine.
/// </summary>
public sealed class LocalConsortium : IAsyncDisposable
{
    /// <summary>The folder beside the validators' where the embedded engine keeps the order.</summary>
    public const string OrderFolder = "ordering";

    private const string LockFolder = "locks";
    private readonly ConsortiumOptions _options;
    private readonly ILoggerFactory _logging;
    private readonly List<ConsortiumNode> _nodes = [];
    private readonly List<EtcdOrderer> _ends = [];
    private DataDirectory? _ordering;

    private LocalConsortium(ConsortiumOptions options, ILoggerFactory logging)
    {
        _options = options;
        _logging = logging;
    }

    /// <summary>The validators, in the order of the options.</summary>
    public IReadOnlyList<ConsortiumNode> Nodes => _nodes;

    /// <summary>The height that the first validator went on from; 0 on a new chain.</summary>
    public ulong HeightAtStart { get; private set; }

    /// <summary>Completes should any validator halt.</summary>
    public Task<Exception> Halted { get; private set; } = new TaskCompletionSource<Exception>().Task;

    /// <summary>Opens every data directory, goes on where it was left, and serves.</summary>
    /// <exception cref="StorageException">A data directory cannot be used; the message says why and what to do.</exception>
    /// <exception cref="InvalidDataException">
    /// The genesis is inconsistent, or a validator would sign receipts with the key that votes.
    /// </exception>
    public static async Task<LocalConsortium> StartAsync(
        ConsortiumOptions options, ILoggerFactory logging, CancellationToken cancellationToken)
    {
        var consortium = new LocalConsortium(options, logging);
        try
        {
            await consortium.OpenAsync(cancellationToken).ConfigureAwait(false);
            return consortium;
        }
        catch
        {
            await consortium.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Each after what uses it: streams end with the node, the server goes when nobody is served, then the node, then what it stood on.
        foreach (var node in _nodes)
        {
            await node.Runner.StopAsync().ConfigureAwait(false);
        }

        foreach (var node in _nodes)
        {
            if (node.Server is not null)
            {
                await node.Server.DisposeAsync().ConfigureAwait(false);
            }

            await node.Runner.DisposeAsync().ConfigureAwait(false);
            node.Mail.Dispose();
            node.Data.Dispose();
            node.Lock.Dispose();
        }

        foreach (var end in _ends)
        {
            await end.DisposeAsync().ConfigureAwait(false);
        }

        _ordering?.Dispose();
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        var digest = _options.Genesis.ChainId.ToArray();
        var embedded = _options.Order is null ? OpenEmbedded(digest) : null;
        var network = new InProcessNetwork();
        var isNew = embedded is not null
            ? embedded.Last == 0
            : !_options.Validators.Any(validator => Directory.Exists(Path.Combine(_options.DataDirectory, validator.Name)));
        foreach (var validator in _options.Validators)
        {
            _nodes.Add(OpenNode(validator, embedded ?? EndFor(validator, digest), network, digest, isNew));
        }

        HeightAtStart = _nodes[0].Runner.Core.Chain.Head.Height;
        Halted = Task.WhenAny(_nodes.Select(node => node.Runner.Halted)).Unwrap();
        foreach (var node in _nodes)
        {
            node.Runner.Start();
        }

        for (var i = 0; i < _nodes.Count; i++)
        {
            _nodes[i].Server = await NodeServer.StartAsync(
                _nodes[i].Runner, _nodes[i].Mail, IdentityOf(_options.Validators[i], _nodes[i].Id), PortsOf(i), _options.Clock, _logging,
                cancellationToken).ConfigureAwait(false);
        }
    }

    private EmbeddedOrderer OpenEmbedded(byte[] digest)
    {
        _ordering = DataDirectory.Open(Path.Combine(_options.DataDirectory, OrderFolder), digest, new RocksStoreOptions());
        var door = new ProposerDoor(_options.Genesis, () => _nodes.Select(node => node.Runner.Core.Chain.Head).MaxBy(head => head.Height)!,
            new SignatureVerifier());
        return new EmbeddedOrderer(_ordering.Store, door, _options.Validators.Select(validator => validator.Name));
    }

    private IOrderer EndFor(ConsortiumValidator validator, byte[] digest)
    {
        INode Core() => _nodes.First(node => node.Name == validator.Name).Runner.Core;
        var place = (ulong)_ends.Count;
        var count = (ulong)_options.Validators.Count;
        var end = new EtcdOrderer(_options.Order!, digest, new EtcdOrdererParts(
            () => Core().Chain.Head.Height == 0, number => (int)((place + number) % count),
            [.. _options.Validators.Select(one => one.Name)], TimeProvider.System, _logging.CreateLogger<EtcdOrderer>()));
        _ends.Add(end);
        return end;
    }

    private ConsortiumNode OpenNode(ConsortiumValidator validator, IOrderer orderer, InProcessNetwork network, byte[] digest, bool isNew)
    {
        var genesis = _options.Genesis;
        validator.RequireOwnReceiptKey();
        var id = ValidatorRoster.IdOf(genesis.Hasher, validator.Voting.PublicKey);
        var data = DataDirectory.Open(Path.Combine(_options.DataDirectory, validator.Name), digest, new RocksStoreOptions());
        NodeMail? mail = null;
        FileVoteLock? voteLock = null;
        try
        {
            voteLock = OpenLock(validator.Name, id, isNew);
            var voter = new Voter(genesis.ChainId, id, validator.Voting, _options.Clock, voteLock);
            var verifier = new SignatureVerifier();
            var parts = new NodeParts(genesis, data.Store, verifier, network.From(id), voter, _options.Clock, TimeProvider.System)
            {
                FinalRuns = new InProcessRuns(
                    genesis, verifier, () => _nodes.Where(node => node.Id != id).Select(node => node.Runner.Core)),
            };
            var runner = new NodeRunner(validator.Name, parts, _options.Node, orderer, _logging.CreateLogger<NodeRunner>());
            mail = NodeMail.Open(
                NodeMail.FolderIn(data.Path), genesis, IdentityOf(validator, id), new ChainCards(runner.Core, TimeProvider.System),
                _options.Mail, _options.Clock, _logging);
            network.Add(id, runner);
            return new ConsortiumNode(validator.Name, id, data, mail, voteLock, runner);
        }
        catch
        {
            mail?.Dispose();
            voteLock?.Dispose();
            data.Dispose();
            throw;
        }
    }

    // Beside the data directories, so that one that is emptied or restored leaves it be. Where nothing was ever ordered, nobody has voted:
    // only then is it made.
    private FileVoteLock OpenLock(string name, Digest id, bool isNew)
    {
        var path = Path.Combine(_options.DataDirectory, LockFolder, $"{name}.vote");
        return isNew &&
            !File.Exists(path)
                ? FileVoteLock.Create(path, _options.Genesis.ChainId, id)
                : FileVoteLock.Open(path, _options.Genesis.ChainId, id);
    }

    private static NodeIdentity IdentityOf(ConsortiumValidator validator, Digest id) =>
        new(id, validator.Name, new ReceiptSigner(validator.Receipts));

    private NodeServerOptions PortsOf(int index)
    {
        var server = _options.Server;
        return server with
        {
            GrpcPort = server.GrpcPort == 0 ? 0 : server.GrpcPort + index,
            WebPort = server.WebPort is null or 0 ? server.WebPort : server.WebPort + index,
        };
    }
}
