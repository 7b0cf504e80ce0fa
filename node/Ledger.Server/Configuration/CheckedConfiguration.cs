using System.Net;
using Ledger.Host.Consortium;
using Ledger.Node;
using Ledger.Protocol;

namespace Ledger.Server.Configuration;

/// <summary>A configuration in which no fault was found, with its genesis read and its keys open.</summary>
internal sealed class CheckedConfiguration : CheckedFile
{
    private static readonly string[] TakenNames = ["ordering", "locks", "logs"]; // folders beside the validators'
    private readonly ServerConfiguration _configuration;

    private CheckedConfiguration(ServerConfiguration configuration)
        : base(configuration.Data) => _configuration = configuration;

    internal ConsortiumOptions Options { get; private set; } = null!;

    /// <inheritdoc cref="CheckedFile.Checked"/>
    internal static CheckedConfiguration Open(ServerConfiguration configuration) => Checked(new CheckedConfiguration(configuration));

    private protected override void Check()
    {
        var genesis = Keys.ReadGenesis(_configuration.Genesis);
        CheckNames();
        var address = CheckPlaces();
        CheckMail(_configuration.Mail);
        CheckMetrics(_configuration.MetricsPort, _configuration.MetricsAddress);
        var server = ServerOf(_configuration, address);
        var validators = _configuration.Validators.Select(Keys.Open).OfType<ConsortiumValidator>().ToList();
        if (genesis is null || address is null || validators.Count < _configuration.Validators.Count)
        {
            return;
        }

        CheckVotes(genesis, validators);
        Options = new ConsortiumOptions
        {
            DataDirectory = _configuration.Data,
            Genesis = genesis,
            Validators = validators,
            Node = new NodeOptions
            {
                HeartbeatMs = _configuration.HeartbeatMs,
                StateHeightsKept = _configuration.StateHeightsKept,
                TracesOneIn = _configuration.Traces?.OneIn ?? new NodeOptions().TracesOneIn,
            },
            Mail = _configuration.Mail,
            Server = server,
        };
    }

    private void CheckNames()
    {
        var names = _configuration.Validators.Select(one => one.Name).ToList();
        if (names.Count == 0)
        {
            Faults.Add("validators: none is named, and a node without one makes no block.");
        }

        Faults.AddRange(names.Where(name => !NodeName.IsOne(name))
            .Select(name => $"validators: '{name}' is no name of a folder: 1 to 64 letters, digits and hyphens."));
        Faults.AddRange(names.Where(TakenNames.Contains)
            .Select(name => $"validators: the folder {name} is the node's own; choose another."));
        Faults.AddRange(names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1)
            .Select(group => $"validators: two are called {group.Key}, and each needs a folder of its own."));
    }

    private IPAddress? CheckPlaces()
    {
        var count = _configuration.Validators.Count;
        var (grpc, web) = (_configuration.GrpcPort, _configuration.WebPort ?? 0);
        CheckPort("grpc_port", grpc);
        CheckPort("web_port", web);
        if (grpc != 0 && web != 0 && Math.Abs((long)grpc - web) < count)
        {
            Faults.Add($"grpc_port, web_port: {count} ports from {grpc} and from {web} on are partly the same.");
        }

        if (_configuration.HeartbeatMs < 1)
        {
            Faults.Add($"heartbeat_ms: it is {_configuration.HeartbeatMs}, and must be 1 or more.");
        }

        return AddressOf("address", _configuration.Address);
    }

    private void CheckPort(string name, int first)
    {
        if (first < 0 || first + _configuration.Validators.Count - 1 > IPEndPoint.MaxPort)
        {
            Faults.Add($"{name}: {_configuration.Validators.Count} ports from {first} on must be between 1 and {IPEndPoint.MaxPort}.");
        }
    }

    // Where the chain has blocks, its validators may be others than those it began with.
    private void CheckVotes(GenesisFile genesis, List<ConsortiumValidator> validators)
    {
        var ids = validators.Select(one => (one.Name, Id: ValidatorRoster.IdOf(genesis.Hasher, one.Voting.PublicKey))).ToList();
        Faults.AddRange(ids.GroupBy(one => one.Id).Where(group => group.Count() > 1)
            .Select(group => $"{string.Join(", ", group.Select(one => one.Name))}: they have one key, which would vote twice."));
        if (Directory.Exists(Path.Combine(_configuration.Data, TakenNames[0])))
        {
            return;
        }

        Faults.AddRange(ids.Where(one => genesis.Validators.Find(one.Id) is null)
            .Select(one => $"{one.Name}: its key {one.Id} is no validator's of this genesis."));
        var power = ids.DistinctBy(one => one.Id).Aggregate(0UL, (sum, one) => sum + (genesis.Validators.Find(one.Id)?.Power ?? 0));
        if (!genesis.Validators.IsQuorum(power))
        {
            Faults.Add(
                $"validators: they have {power} of {genesis.Validators.TotalPower} votes. No block becomes final without more than two " +
                "thirds, and the embedded ordering engine serves the validators of this process alone.");
        }
    }
}
