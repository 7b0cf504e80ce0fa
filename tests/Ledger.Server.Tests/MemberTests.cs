using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Grpc.Net.Client;
using Ledger.Crypto.Keys;
using Ledger.Finality;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Seeds;
using Ledger.Terminal;

namespace Ledger.Server.Tests;

/// <summary>A consortium whose validators have nothing in common but an etcd: each is <c>ledger node</c> on a folder of its own.</summary>
public sealed class MemberTests : ServerFixture
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private readonly EtcdTestCertificates _authority = new();
    private readonly List<(X509Certificate2 Certificate, int Port)> _peers = [];

    [Fact]
    public async Task Four_nodes_on_an_etcd_with_TLS_make_blocks_and_one_that_lost_its_directory_comes_back()
    {
        await using var etcd = new EtcdCluster(1, _authority.WriteMember);
        await etcd.StartAsync();
        var files = WriteMembers(etcd.Members[0].Client);
        var running = files.Take(3).Select(file => new Running(file)).ToList();
        await running[0].UntilFinalAsync(2); // three of four are enough, and the fourth is away
        running.Add(new Running(files[3]));
        await running[3].UntilFinalAsync(await running[0].FinalAsync() + 1);

        Assert.Matches($"ledger_final_height\\{{node=\"{Seed.Validators[0].Name}\"\\}} [1-9]", await running[0].MetricsAsync());

        var (backedUp, backup, problem) = await RunAsync(
            "backup", "--data", PathOf("m0/data/node"), "--out", PathOf("backup"), "--genesis", PathOf(ConsortiumFiles.GenesisName),
            "--json"); // while it runs
        Assert.True(backedUp == ExitCode.Done, problem);
        Assert.True(JsonNode.Parse(backup)!["final_height"].Number() >= 2);
        var noted = File.ReadAllLines(PathOf("m0/data/administration.jsonl")).Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal(["backup begun", "backup done"], noted.Select(one => $"{one["action"]} {one["outcome"]}"));
        Assert.All(noted, one => Assert.Equal(Environment.UserName, one["user"]!.ToString()));
        var copy = CopyMember(3);
        var twice = new Running(copy);
        Assert.Contains($"runs already, at {Environment.MachineName}, process {Environment.ProcessId}, since", await twice.EndedAsync(),
            StringComparison.Ordinal);

        await running[1].StopAsync();
        Directory.Delete(PathOf("m1/data/node"), recursive: true); // and not the vote lock
        await running[0].UntilFinalAsync(await running[0].FinalAsync() + 2);
        var again = JsonNode.Parse(File.ReadAllText(files[1]))!.AsObject();
        again["join"] = "snapshot"; // of which the others have none yet
        File.WriteAllText(files[1], again.ToJsonString());
        running[1] = new Running(files[1]);
        var height = await running[0].FinalAsync() + 2;
        foreach (var node in running)
        {
            await node.UntilFinalAsync(height);
        }

        var blocks = await Task.WhenAll(running.Select(node => node.BlockAsync(height)));
        Assert.All(blocks, block => Assert.Equal(blocks[0].Header, block.Header));
        await Task.WhenAll(running.Select(node => node.StopAsync()));
        Assert.Contains("all others answer that they have no snapshot", LogOf("m1"), StringComparison.Ordinal);
        Assert.Contains("takes final blocks 1 to", LogOf("m1"), StringComparison.Ordinal);
        Assert.DoesNotContain("Critical", string.Concat(Enumerable.Range(0, 4).Select(i => LogOf($"m{i}"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_fault_is_named_at_once()
    {
        var good = JsonNode.Parse(File.ReadAllText(WriteMembers(new Uri("http://127.0.0.1:2379"), inClear: true)[0]))!.AsObject();
        string Save(JsonObject configuration)
        {
            File.WriteAllText(PathOf("m0/node.json"), configuration.ToJsonString());
            return PathOf("m0/node.json");
        }

        var (code, shown, error) = await RunAsync("node", "--config", Save(good), "--check", "--json");
        Assert.True(code == ExitCode.Done, error);
        Assert.Equal(Seed.Genesis.ChainId.ToString(), JsonNode.Parse(shown)!["chain_id"]!.GetValue<string>());

        var wrong = good.DeepClone().AsObject();
        wrong["grpc_port"] = 70_000;
        wrong["address"] = "localhost";
        wrong["vote_lock"] = "data/vote";
        wrong["heartbeat_ms"] = 0;
        wrong["join"] = "both";
        wrong["access"] = new JsonObject
        {
            ["open"] = new JsonArray("reads", "writes"),
            ["calls_per_second"] = -1,
            ["callers"] = new JsonArray(
                new JsonObject { ["name"] = "portal", ["role"] = "king", ["pin"] = "00" },
                new JsonObject { ["name"] = "portal", ["role"] = "member", ["certificate"] = "none", ["calls_per_second"] = -2 },
                new JsonObject { ["name"] = "nobody", ["role"] = "operator" }),
        };
        wrong["tls"] = new JsonObject { ["certificate"] = "nowhere.pem", ["key"] = "nowhere.key" };
        wrong["metrics_address"] = "everywhere";
        wrong["order"]!["endpoints"] = new JsonArray("http://etcd-1:2379");
        wrong["order"]!["certificate"] = "nowhere.pem";
        wrong["peers"]!["certificate"] = "nowhere.pem";
        wrong["peers"]!["nodes"]![0]!["pins"] = new JsonArray("00");
        wrong["peers"]!["nodes"]![1]!["address"] = "10.0.0.1:7500";
        wrong["peers"]!["nodes"]![2]!["validator"] = "none";
        (code, _, error) = await RunAsync("node", "--config", Save(wrong), "--check");
        Assert.Equal(ExitCode.Usage, code);
        string[] faults =
        [
            "grpc_port", "address: localhost", "vote_lock: it lies inside", "heartbeat_ms", "join: it is 'both'",
            "metrics_address: everywhere", "order.endpoints: http://etcd-1:2379/ is not",
            "order.certificate, order.key: one", "peers.certificate, peers.key", "its TLS key has one pin", "10.0.0.1:7500 is no address",
            "none is no validator's id", "access.open: 'writes' is none of reads, submissions, sessions, mail, documents",
            "access.calls_per_second: it is -1", "access.callers: two are called portal", "'king' is none of subject, member, operator",
            "portal: a pin has 64", "portal: a certificate's id has 64", "portal: calls_per_second is -2",
            "nobody: name either the pin", "tls.certificate, tls.key: ",
        ];
        Assert.All(faults, fault => Assert.Contains(fault, error, StringComparison.Ordinal));

        wrong = good.DeepClone().AsObject();
        wrong["peers"]!["nodes"]![0] = wrong["peers"]!["nodes"]![1]!.DeepClone();
        File.Delete(PathOf("m0/vote"));
        (code, _, error) = await RunAsync("node", "--config", Save(wrong));
        Assert.Equal(ExitCode.Usage, code);
        Assert.All(
            ["two nodes are called", "two nodes have the validator", "two nodes have the TLS key", "vote_lock: there is no"],
            fault => Assert.Contains(fault, error, StringComparison.Ordinal));
    }

    protected override void Dispose(bool disposing)
    {
        _peers.ForEach(peer => peer.Certificate.Dispose());
        _authority.Dispose();
        base.Dispose(disposing);
    }

    private string LogOf(string folder) =>
        string.Concat(Directory.EnumerateFiles(PathOf($"{folder}/data/logs"), "*.clef").Select(File.ReadAllText))
            .Replace("{From} to {To}", "1 to", StringComparison.Ordinal);

    private List<string> WriteMembers(Uri etcd, bool inClear = false)
    {
        var validators = Seed.Validators;
        using var etcdCertificate = _authority.Issue("node");
        File.WriteAllText(PathOf("etcd-ca.pem"), _authority.Authority.ExportCertificatePem());
        WritePem("etcd-node", etcdCertificate);
        var ports = FreePorts(validators.Count);
        for (var i = 0; i < validators.Count; i++)
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = new CertificateRequest($"CN={validators[i].Name}", key, HashAlgorithmName.SHA256);
            _peers.Add((request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1)), ports[i]));
            WritePem($"tls-{i}", _peers[i].Certificate);
        }

        return [.. Enumerable.Range(0, validators.Count).Select(i => WriteMember(i, etcd, inClear))];
    }

    private string WriteMember(int index, Uri etcd, bool inClear)
    {
        var validators = Seed.Validators;
        var folder = Directory.CreateDirectory(PathOf($"m{index}")).FullName;
        using (FileVoteLock.Create(Path.Combine(folder, "vote"), Seed.Genesis.ChainId, IdOf(index)))
        {
        }

        var order = new JsonObject { ["endpoints"] = new JsonArray(etcd.ToString()) };
        if (!inClear)
        {
            (order["authority"], order["certificate"], order["key"]) = ("../etcd-ca.pem", "../etcd-node.pem", "../etcd-node.key");
        }

        var configuration = new JsonObject
        {
            ["genesis"] = $"../{ConsortiumFiles.GenesisName}",
            ["data"] = "data",
            ["vote_lock"] = "vote",
            ["validator"] = new JsonObject
            {
                ["name"] = validators[index].Name,
                ["key"] = $"../validators/{validators[index].Name}.key",
                ["receipts"] = $"../validators/{validators[index].Name}.receipts.key",
                ["pin_file"] = "../pin",
            },
            ["grpc_port"] = 0,
            ["metrics_port"] = 0,
            ["heartbeat_ms"] = 50,
            ["mail"] = new JsonObject { ["free_disk_bytes_min"] = 0 },
            ["order"] = order,
            ["peers"] = new JsonObject
            {
                ["port"] = _peers[index].Port,
                ["certificate"] = $"../tls-{index}.pem",
                ["key"] = $"../tls-{index}.key",
                ["nodes"] = new JsonArray([.. Enumerable.Range(0, validators.Count).Where(i => i != index).Select(NodeOf)]),
            },
        };
        File.WriteAllText(Path.Combine(folder, "node.json"), configuration.ToJsonString());
        return Path.Combine(folder, "node.json");
    }

    // Its keys and its vote lock too, as somebody keeps them in reserve.
    private string CopyMember(int index)
    {
        var configuration = JsonNode.Parse(File.ReadAllText(PathOf($"m{index}/node.json")))!.AsObject();
        Directory.CreateDirectory(PathOf("copy"));
        using (FileVoteLock.Create(PathOf("copy/vote"), Seed.Genesis.ChainId, IdOf(index)))
        {
        }

        configuration["peers"]!["port"] = 0;
        File.WriteAllText(PathOf("copy/node.json"), configuration.ToJsonString());
        return PathOf("copy/node.json");
    }

    private Digest IdOf(int validator) => ValidatorRoster.IdOf(Seed.Genesis.Hasher, Seed.Validators[validator].KeyPair.PublicKey);

    private JsonNode NodeOf(int validator) => new JsonObject
    {
        ["name"] = Seed.Validators[validator].Name,
        ["validator"] = IdOf(validator).ToString(),
        ["address"] = $"https://127.0.0.1:{_peers[validator].Port}",
        ["pins"] = new JsonArray(TlsPin.Of(_peers[validator].Certificate).Text),
    };

    private void WritePem(string name, X509Certificate2 certificate)
    {
        File.WriteAllText(PathOf($"{name}.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(PathOf($"{name}.key"), certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
    }

    private static List<int> FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToList();
        listeners.ForEach(listener => listener.Stop());
        return ports;
    }

    /// <summary>A node's program, and what it answers.</summary>
    private sealed class Running
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly StringWriter _error = new();
        private readonly FirstLine _output = new();
        private readonly Task<int> _program;

        internal Running(string file)
        {
            var context = new CliContext { Out = _output, Error = _error, Variable = _ => null };
            _program = Task.Run(() => new NodeCommandLine().RunAsync(["node", "--config", file, "--json"], context, _stop.Token));
        }

        internal async Task<ulong> FinalAsync() => await CallAsync(async node =>
        {
            var status = await node.GetStatusAsync(new GetStatusRequest());
            return BlockHeader.TryDecode(status.Header.Span, out var header) ? header.Height : 0;
        });

        internal Task<Block> BlockAsync(ulong height) =>
            CallAsync(async node => (await node.GetBlockAsync(new GetBlockRequest { Height = height })).Block);

        internal async Task UntilFinalAsync(ulong height)
        {
            using var patience = new CancellationTokenSource(Patience);
            while (await FinalAsync() < height)
            {
                await Task.Delay(20, patience.Token);
            }
        }

        internal async Task<string> MetricsAsync()
        {
            using var client = new HttpClient();
            return await client.GetStringAsync($"{await ShownAsync("metrics")}metrics");
        }

        internal async Task StopAsync()
        {
            await _stop.CancelAsync();
            var code = await _program.WaitAsync(Patience);
            Assert.True(code == ExitCode.Done, _error.ToString());
        }

        /// <summary>What it says as it ends by itself, since its key runs elsewhere.</summary>
        internal async Task<string> EndedAsync()
        {
            Assert.Equal(ExitCode.RunsElsewhere, await _program.WaitAsync(Patience));
            return _error.ToString();
        }

        private async Task<string> ShownAsync(string name)
        {
            await Task.WhenAny(_program, _output.Line.WaitAsync(Patience));
            Assert.True(_output.Line.IsCompletedSuccessfully, _error.ToString());
            return JsonNode.Parse(await _output.Line)![name]!.GetValue<string>();
        }

        private async Task<TAnswer> CallAsync<TAnswer>(Func<LedgerNode.LedgerNodeClient, Task<TAnswer>> call)
        {
            using var channel = GrpcChannel.ForAddress(await ShownAsync("grpc"));
            return await call(new LedgerNode.LedgerNodeClient(channel));
        }
    }

    private sealed class FirstLine : StringWriter
    {
        private readonly TaskCompletionSource<string> _line = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal Task<string> Line => _line.Task;

        public override void WriteLine(string? value) => _line.TrySetResult(value ?? "");
    }
}
