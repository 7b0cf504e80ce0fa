using System.Diagnostics;
using System.Text.Json.Nodes;
using Ledger.Client;
using Ledger.Server.Founding;
using Ledger.Server.Net;
using Ledger.TestConsortium;

namespace Ledger.Chaos;

/// <summary>A member's node in whose place a liar runs, or to which its etcd lies, until it is ended; then its own goes on.</summary>
internal sealed class ByzantineNode : IAsyncDisposable
{
    /// <summary>All that a liar of its own process does.</summary>
    internal const LiarHabits AllHabits = LiarHabits.All | LiarHabits.WrongRoots | LiarHabits.Flood;

    private const int PauseMs = 10;
    private const string OwnConfiguration = "node-chaos.json";
    private const int LinesShown = 20;
    private static readonly TimeSpan HaltMax = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan BackMax = TimeSpan.FromSeconds(90);
    private readonly NetMember _member;
    private readonly NetProgram _node;
    private readonly ChaosClients _clients;
    private LyingEtcd? _etcd;

    private ByzantineNode(NetMember member, ChaosClients clients) => (_member, _node, _clients) = (member, member.Node, clients);

    /// <summary>What its etcd tells it.</summary>
    internal OrderLies? Lies { get; private set; }

    /// <summary>Ends the node, and has it go on as the fault says.</summary>
    /// <param name="fault">Which of those of nodes.</param>
    /// <param name="victim">The node.</param>
    /// <param name="net">Its consortium.</param>
    /// <param name="clients">Who must not ask a node that has lost its directory for what it had.</param>
    /// <param name="metricsPort">Where its metrics are served; 0 for nowhere. A liar serves none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal static async Task<ByzantineNode> StartAsync(
        ChaosFault fault, NetProgram victim, ConsortiumNet net, ChaosClients clients, int metricsPort, CancellationToken cancellationToken)
    {
        var node = new ByzantineNode(net.Members.Single(member => member.Node.Record == victim.Record), clients);
        await victim.Process.KillAsync();
        var seed = (ulong)Stopwatch.GetTimestamp();
        IReadOnlyList<string> command = ["dotnet", PathOf("Ledger.LyingNode.dll"), FoundingFolder.Node, $"{AllHabits}", $"{seed}"];
        if (fault != ChaosFault.Lie)
        {
            await node.LieOfOrderAsync(seed, metricsPort, cancellationToken);
            if (fault == ChaosFault.Mislead)
            {
                node.Mislead();
            }

            command = [.. victim.Command.SkipLast(1), OwnConfiguration];
        }

        await (victim with { Command = command }).StartAsync(cancellationToken);
        return node;
    }

    /// <summary>Has its etcd show it another history from now on; it loses what it has shown to clients, so they spare it.</summary>
    internal void Mislead()
    {
        _clients.Spare(_node.Member);
        Lies!.ShowsOtherHistory = true;
    }

    /// <summary>Has the member's own node go on with the true order.</summary>
    /// <exception cref="TimeoutException">A node that is shown another history goes on.</exception>
    internal async Task EndAsync(CancellationToken cancellationToken)
    {
        var isMisled = Lies is { ShowsOtherHistory: true };
        if (isMisled)
        {
            await UntilHaltedAsync(cancellationToken);
            Directory.Delete(Path.Combine(_node.Folder, FoundingFolder.Data, "node"), recursive: true);
        }
        else
        {
            await _node.Process.KillAsync();
        }

        await _node.StartAsync(cancellationToken);
        if (isMisled)
        {
            await UntilBackAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_etcd is not null)
        {
            await _etcd.DisposeAsync();
        }
    }

    private static string PathOf(string program) => Path.Combine(AppContext.BaseDirectory, program);

    private async Task LieOfOrderAsync(ulong seed, int metricsPort, CancellationToken cancellationToken)
    {
        Lies = new OrderLies(seed);
        _etcd = await LyingEtcd.StartAsync(_member.Configuration.Order, Lies, cancellationToken);
        var file = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(_node.Folder, FoundingFolder.Node), cancellationToken))!;
        file["order"] = new JsonObject { ["endpoints"] = new JsonArray(_etcd.Address.ToString()) };
        if (metricsPort > 0)
        {
            file["metrics_port"] = metricsPort;
        }

        await File.WriteAllTextAsync(Path.Combine(_node.Folder, OwnConfiguration), file.ToJsonString(), cancellationToken);
    }

    // On a busy machine a node takes its time to start; one that has ended says why.
    private async Task UntilBackAsync(CancellationToken cancellationToken)
    {
        for (var began = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                await _clients.UntilBackAsync(_node.Member, cancellationToken);
                return;
            }
            catch (NodeUnreachableException e)
            {
                if (_node.Process.Id is null || Stopwatch.GetElapsedTime(began) > BackMax)
                {
                    throw new TimeoutException(
                        $"{_node.Member} does not come back ({_node.Process.Standing}). The end of {_node.Log}:\n" +
                        string.Join('\n', _node.LastLines(LinesShown)), e);
                }
            }
        }
    }

    private async Task UntilHaltedAsync(CancellationToken cancellationToken)
    {
        for (var began = Stopwatch.GetTimestamp(); _node.Process.Id is not null; await Task.Delay(PauseMs, cancellationToken))
        {
            if (Stopwatch.GetElapsedTime(began) > HaltMax)
            {
                throw new TimeoutException($"{_node.Member} goes on for {HaltMax.TotalSeconds} s with another history than the others.");
            }
        }
    }
}
