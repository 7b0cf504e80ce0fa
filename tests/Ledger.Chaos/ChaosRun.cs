using System.Diagnostics;
using Ledger.Server.Net;

namespace Ledger.Chaos;

/// <summary>Does faults to the processes of a consortium while clients work on it, and says how long each kept them waiting.</summary>
/// <param name="net">The consortium.</param>
/// <param name="clients">Who works on it.</param>
/// <param name="machines">Where it runs; null where all of it runs on this one.</param>
internal sealed class ChaosRun(ConsortiumNet net, ChaosClients clients, Machines? machines = null)
{
    private const int PauseMs = 10;
    private const int StandingMs = 100;
    private static readonly TimeSpan BackMax = TimeSpan.FromSeconds(90);

    /// <summary>
    /// Does one fault to one process for a while, undoes it, and waits until a write that began afterwards is final, so that the service is
    /// proven to be back. Returns how long that took from when the process was there again.
    /// </summary>
    /// <exception cref="TimeoutException">The service did not come back.</exception>
    internal async Task<TimeSpan> DoAsync(ChaosFault fault, NetProgram victim, TimeSpan duration, CancellationToken cancellationToken)
    {
        if (fault is ChaosFault.Kill or ChaosFault.Hold)
        {
            await BreakAsync(fault, victim, duration, cancellationToken);
        }
        else if (fault is ChaosFault.Part)
        {
            await machines!.PartAsync(victim.Member);
            await Task.Delay(duration, cancellationToken);
            await machines.JoinAsync();
        }
        else
        {
            await using var byzantine = await ByzantineNode.StartAsync(fault, victim, net, clients, 0, cancellationToken);
            await Task.Delay(duration, cancellationToken);
            await byzantine.EndAsync(cancellationToken);
        }

        return await UntilFinalAsync(cancellationToken);
    }

    /// <summary>Waits until one more write is final.</summary>
    /// <exception cref="TimeoutException">None is in time.</exception>
    internal async Task<TimeSpan> UntilFinalAsync(CancellationToken cancellationToken)
    {
        for (var began = Stopwatch.GetTimestamp(); ; await Task.Delay(PauseMs, cancellationToken))
        {
            if (clients.LastFinal > began)
            {
                return Stopwatch.GetElapsedTime(began, clients.LastFinal);
            }

            if (Stopwatch.GetElapsedTime(began) > BackMax)
            {
                throw new TimeoutException($"No write became final for {BackMax.TotalSeconds} s.");
            }
        }
    }

    /// <summary>Waits until every node has what any had as final when this began.</summary>
    internal async Task UntilLevelAsync(CancellationToken cancellationToken)
    {
        var final = 0UL;
        for (var status = await NetStatus.ReadAsync(net, cancellationToken); ; status = await NetStatus.ReadAsync(net, cancellationToken))
        {
            final = final == 0 ? status.Final : final;
            if (status.Nodes.All(node => node.Header?.Height >= final))
            {
                return;
            }

            await Task.Delay(StandingMs, cancellationToken);
        }
    }

    /// <summary>The process that leads the etcd; null while there is none.</summary>
    internal async Task<NetProgram?> EtcdLeaderAsync(CancellationToken cancellationToken) =>
        (await NetStatus.ReadAsync(net, cancellationToken)).Etcd.FirstOrDefault(etcd => etcd.IsLeader)?.Member.Etcd;

    private static async Task BreakAsync(
        ChaosFault fault, NetProgram victim, TimeSpan duration, CancellationToken cancellationToken)
    {
        if (fault == ChaosFault.Kill)
        {
            await victim.Process.KillAsync();
        }
        else
        {
            await SignalAsync(victim, "STOP");
        }

        await Task.Delay(duration, cancellationToken);
        if (fault == ChaosFault.Kill)
        {
            await victim.StartAsync(cancellationToken);
        }
        else
        {
            await SignalAsync(victim, "CONT");
        }
    }

    private static async Task SignalAsync(NetProgram victim, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{victim.Process.Id}"]);
        await kill.WaitForExitAsync();
    }
}
