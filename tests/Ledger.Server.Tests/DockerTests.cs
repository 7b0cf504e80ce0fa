using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ledger.Host;
using Ledger.Terminal;
using Microsoft.Extensions.Logging.Abstractions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;

namespace Ledger.Server.Tests;

/// <summary>Nothing runs beside them: a metrics server tells what every node of its process measures, those of other tests too.</summary>
[CollectionDefinition(nameof(DockerTests), DisableParallelization = true)]
public sealed class DockerCollection;

/// <summary>What the containers' files name is what a founding writes, what the program takes and what nodes measure.</summary>
[Collection(nameof(DockerTests))]
public sealed partial class DockerTests : IDisposable
{
    private static readonly string[] Members = ["zhuhai", "beijing", "guangzhou", "regulator"];
    private static readonly string Dockerfile = Read("Dockerfile");
    private static readonly JsonNode Compose = Assert.Single(Documents("compose.yaml"));
    private static readonly List<JsonNode> Manifests = Documents("kubernetes/member.yaml");
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-docker").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_compose_file_runs_what_the_founding_of_its_members_wrote()
    {
        var (code, _, error) = await NodeProgram.RunAsync(
            "init", "--members", PathOf("members.json"), "--out", Path.Combine(_folder, "consortium"));
        Assert.True(code == ExitCode.Done, error);
        var services = Compose["services"]!.AsObject();
        foreach (var name in Members)
        {
            var (node, machine) = (services[name]!, services[$"{name}-machine"]!);
            var config = JsonNode.Parse(File.ReadAllText(Founded($"./consortium/{name}/node.json")))!;
            Assert.Equal(config["peers"]!["address"]!.ToString(), machine["networks"]!["consortium"]!["ipv4_address"]!.ToString());
            Assert.EndsWith($":{config["grpc_port"]}", Assert.Single(machine["ports"]!.AsArray())!.ToString(), StringComparison.Ordinal);
            Assert.Equal($"service:{name}-machine", node["network_mode"]!.ToString());
            AssertMounted(node, name);
            (code, _, error) = await NodeProgram.RunAsync(
                variable => node["environment"]![variable]?.ToString(), null,
                ["node", "--config", Founded($"./consortium/{name}/node.json"), "--check"]);
            Assert.True(code == ExitCode.Done, error);

            if (services[$"{name}-etcd"] is { } etcd)
            {
                Assert.Equal($"service:{name}-machine", etcd["network_mode"]!.ToString());
                AssertMounted(etcd, $"{name}/etcd");
                AssertRuns(File.ReadAllLines(Founded(etcd["env_file"]!.ToString())), name, config);
            }
        }

        Assert.Equal(3, services.Count(service => service.Key.EndsWith("-etcd", StringComparison.Ordinal)));
        var targets = Assert.Single(Documents("prometheus/prometheus.yml"))["scrape_configs"]![0]!["static_configs"]![0]!["targets"]!;
        Assert.Equal(
            Members.Select(name => JsonNode.Parse(File.ReadAllText(Founded($"./consortium/{name}/node.json")))!)
                .Select(config => $"{config["peers"]!["address"]}:{config["metrics_port"]}"),
            targets.AsArray().Select(target => target!.ToString()));
    }

    [Fact]
    public void Nothing_runs_as_root_or_writes_to_its_image()
    {
        foreach (var (name, service) in Compose["services"]!.AsObject().Where(one => one.Key is not ("grafana" or "prometheus")))
        {
            Assert.True(service!["read_only"]!.ToString() == "true", name);
            Assert.Equal("[\"ALL\"]", service["cap_drop"]!.ToJsonString());
            Assert.Equal("[\"no-new-privileges:true\"]", service["security_opt"]!.ToJsonString());
            Assert.StartsWith("${LEDGER_UID:-10001}", service["user"]!.ToString(), StringComparison.Ordinal);
        }

        var stages = Dockerfile.Split("\nFROM ").Skip(2).ToList(); // the first one builds
        Assert.Equal(["node", "etcd"], stages.Select(stage => stage.Split('\n')[0].Split(" AS ")[1]));
        Assert.All(stages, stage => Assert.Contains("\nUSER 10001:10001\n", stage, StringComparison.Ordinal));
        var pod = Of("StatefulSet")["spec"]!["template"]!["spec"]!;
        Assert.Equal("true", pod["securityContext"]!["runAsNonRoot"]!.ToString());
        foreach (var container in pod["containers"]!.AsArray())
        {
            Assert.Equal(
                """{"allowPrivilegeEscalation":"false","readOnlyRootFilesystem":"true","capabilities":{"drop":["ALL"]}}""",
                container!["securityContext"]!.ToJsonString());
        }
    }

    [Fact]
    public void The_image_has_what_its_commands_name()
    {
        var project = Quoted().Match(Line("RUN dotnet publish")).Groups[1].Value;
        var assembly = AssemblyName().Match(File.ReadAllText(Repository.PathOf(project))).Groups[1].Value;
        Assert.Equal($"ENTRYPOINT [\"dotnet\", \"/opt/ledger/{assembly}.dll\"]", Line("ENTRYPOINT [\"dotnet"));
        var copied = Line("COPY --chmod=0755").Split(' ');
        Assert.True(File.Exists(Repository.PathOf(copied[2])));
        Assert.Contains(copied[3], Line("HEALTHCHECK"), StringComparison.Ordinal);
        var command = JsonNode.Parse(Line("CMD")["CMD ".Length..])!.AsArray().Select(word => word!.ToString()).ToArray();
        Assert.Empty(new NodeCommandLine().Build(CliContext.Console).Parse(command).Errors);
        foreach (var service in Compose["services"]!.AsObject().Select(one => one.Value!).Where(one => one["build"] is not null))
        {
            Assert.Contains($" AS {service["build"]!["target"]}\n", Dockerfile, StringComparison.Ordinal);
            Assert.Equal("docker/Dockerfile", service["build"]!["dockerfile"]!.ToString());
        }
    }

    [Fact]
    public void The_pod_is_one_members_machine()
    {
        var set = Of("StatefulSet");
        var pod = set["spec"]!["template"]!["spec"]!;
        Assert.Equal("1", set["spec"]!["replicas"]!.ToString());
        Assert.DoesNotContain(Manifests, manifest => manifest["kind"]!.ToString() == "Secret");
        var volumes = pod["volumes"]!.AsArray().Select(volume => volume!["name"]!.ToString()).ToList();
        Assert.Equal(Of("PersistentVolumeClaim")["metadata"]!["name"]!.ToString(),
            pod["volumes"]![0]!["persistentVolumeClaim"]!["claimName"]!.ToString());
        var name = set["metadata"]!["name"]!.ToString();
        foreach (var container in pod["containers"]!.AsArray())
        {
            Assert.Equal($"/var/lib/ledger/{name}", container!["workingDir"]!.ToString());
            Assert.All(container["volumeMounts"]!.AsArray(), mount => Assert.Contains(mount!["name"]!.ToString(), volumes));
        }

        var ports = pod["containers"]!.AsArray().SelectMany(one => one!["ports"]!.AsArray())
            .Select(port => port!["containerPort"]!.ToString());
        var exposed = Dockerfile.Split('\n').Where(line => line.StartsWith("EXPOSE ", StringComparison.Ordinal))
            .SelectMany(line => line.Split(' ').Skip(1));
        Assert.Equal(exposed, ports);
        Assert.Contains("./etcd/etcd.env", pod["containers"]![1]!["command"]!.ToJsonString(), StringComparison.Ordinal);
        var command = pod["containers"]![0]!["args"]!.AsArray().Select(word => word!.ToString()).ToArray();
        Assert.Empty(new NodeCommandLine().Build(CliContext.Console).Parse(command).Errors);
        Assert.All(
            ["startupProbe", "readinessProbe"],
            probe => Assert.Equal("[\"/opt/ledger/ready.sh\"]", pod["containers"]![0]![probe]!["exec"]!["command"]!.ToJsonString()));
    }

    [Fact]
    public void The_dashboard_and_its_source_agree_and_every_query_is_of_something_that_a_node_measures()
    {
        var dashboard = JsonNode.Parse(Read("grafana/dashboards/ledger.json"))!;
        var source = Assert.Single(Documents("grafana/provisioning/datasources/prometheus.yaml"))["datasources"]![0]!["uid"]!.ToString();
        var measured = Repository.Files("*.cs").Where(path => path.StartsWith(Repository.PathOf("node/"), StringComparison.Ordinal))
            .SelectMany(path => Instrument().Matches(File.ReadAllText(path)))
            .Select(one => one.Groups[1].Value.Replace('.', '_')).ToHashSet(StringComparer.Ordinal);
        var panels = dashboard["panels"]!.AsArray();
        Assert.True(panels.Count >= 10);
        foreach (var panel in panels)
        {
            Assert.Equal(source, panel!["datasource"]!["uid"]!.ToString());
            foreach (var query in panel["targets"]!.AsArray().Select(target => target!["expr"]!.ToString()))
            {
                Assert.All(Metric().Matches(query), one => Assert.Contains(Unit().Replace(one.Value, ""), measured));
            }
        }

        var provider = Assert.Single(Documents("grafana/provisioning/dashboards/ledger.yaml"));
        Assert.Contains(
            $":{provider["providers"]![0]!["options"]!["path"]}:ro", Compose["services"]!["grafana"]!["volumes"]!.ToJsonString(),
            StringComparison.Ordinal);
        foreach (var mount in new[] { "prometheus", "grafana" }.SelectMany(name => Compose["services"]![name]!["volumes"]!.AsArray())
            .Select(volume => volume!.ToString().Split(':')[0]))
        {
            var isNamed = Compose["volumes"]!.AsObject().ContainsKey(mount);
            Assert.True(isNamed || Path.Exists(Path.Combine(Repository.PathOf("docker"), mount)), mount);
        }
    }

    [Fact]
    public async Task The_health_check_says_whether_a_node_is_ready()
    {
        foreach (var ready in new[] { 1, 0 })
        {
            using var meter = new Meter("Ledger.Docker.Tests");
            meter.CreateObservableGauge("ledger.ready", () => new Measurement<int>(ready, new KeyValuePair<string, object?>("node", "x")));
            await using var server = await MetricsServer.StartAsync(
                new IPEndPoint(IPAddress.Loopback, 0), _folder, NullLoggerFactory.Instance, default);
            Assert.Equal(ready == 1, await CheckAsync(server.Address.Port) == 0);
        }

        Assert.NotEqual(0, await CheckAsync(1)); // nobody listens
    }

    private static async Task<int> CheckAsync(int port)
    {
        var start = new ProcessStartInfo("bash", [PathOf("ready.sh")]) { RedirectStandardError = true };
        start.Environment["LEDGER_NODE_METRICS_PORT"] = $"{port}";
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    private void AssertMounted(JsonNode service, string folder)
    {
        Assert.Equal($"/var/lib/ledger/{folder.Split('/')[0]}", service["working_dir"]!.ToString());
        Assert.Equal($"./consortium/{folder}:/var/lib/ledger/{folder}", Assert.Single(service["volumes"]!.AsArray())!.ToString());
        Assert.True(Directory.Exists(Founded($"./consortium/{folder}")));
    }

    // Its files lie in the folder that is mounted, and it listens on the ports of the image.
    private static void AssertRuns(string[] settings, string name, JsonNode config)
    {
        var flags = settings.Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        Assert.Equal(name, flags["ETCD_NAME"]);
        Assert.All(
            flags.Where(flag => flag.Key.EndsWith("_FILE", StringComparison.Ordinal) || flag.Key == "ETCD_DATA_DIR"),
            flag => Assert.StartsWith("etcd/", flag.Value, StringComparison.Ordinal));
        Assert.Equal(config["order"]!["endpoints"]![0]!.ToString(), flags["ETCD_LISTEN_CLIENT_URLS"]);
        Assert.EndsWith(":2379", flags["ETCD_LISTEN_CLIENT_URLS"], StringComparison.Ordinal);
        Assert.EndsWith(":2380", flags["ETCD_LISTEN_PEER_URLS"], StringComparison.Ordinal);
    }

    private string Founded(string path) => Path.Combine(_folder, path);

    private static JsonNode Of(string kind) => Assert.Single(Manifests, manifest => manifest["kind"]!.ToString() == kind);

    private static string PathOf(string file) => Repository.PathOf($"docker/{file}");

    private static string Read(string file) => File.ReadAllText(PathOf(file));

    private static string Line(string start) =>
        Assert.Single(Dockerfile.Split('\n'), line => line.StartsWith(start, StringComparison.Ordinal));

    private static List<JsonNode> Documents(string file)
    {
        var parser = new MergingParser(new Parser(new StringReader(Read(file))));
        var json = new SerializerBuilder().JsonCompatible().Build();
        var documents = new List<JsonNode>();
        parser.Consume<StreamStart>();
        while (parser.Accept<DocumentStart>(out _))
        {
            documents.Add(JsonNode.Parse(json.Serialize(new Deserializer().Deserialize(parser)!))!);
        }

        return documents;
    }

    [GeneratedRegex("(\\S+\\.csproj)", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();

    [GeneratedRegex("<AssemblyName>([^<]+)<", RegexOptions.CultureInvariant)]
    private static partial Regex AssemblyName();

    [GeneratedRegex("\"(ledger\\.[a-z_.]+)\"", RegexOptions.CultureInvariant)]
    private static partial Regex Instrument();

    [GeneratedRegex("\\bledger_[a-z_]+", RegexOptions.CultureInvariant)]
    private static partial Regex Metric();

    [GeneratedRegex("_(total|seconds|seconds_bucket|bytes)$", RegexOptions.CultureInvariant)]
    private static partial Regex Unit();
}
