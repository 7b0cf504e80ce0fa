using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Seeds;

namespace Ledger.Simulation.Tests;

/// <summary>The clients: tenders that run their course, and submissions that must be refused.</summary>
internal sealed class ClientCrowd(Simulation world, int sections)
{
    private const int StrayPerSection = 4;
    private readonly List<byte[]> _sent = [];
    private readonly List<PendingTransaction> _pending = [];

    /// <summary>All bytes that were ever submitted, for the liar to copy.</summary>
    internal IReadOnlyList<byte[]> Sent => _sent;

    /// <summary>Whether new business may begin.</summary>
    internal bool IsOpen => world.Events.Now < world.TroubleMs;

    internal void Start()
    {
        for (var i = 0; i < sections; i++)
        {
            var client = new TenderClient(world, i);
            world.Events.After(world.Random.Below((int)(world.TroubleMs / 3)), client.Start);
        }

        var strays = new StraySubmissions(world);
        for (var i = 0; i < sections * StrayPerSection; i++)
        {
            world.Events.After(world.Random.Below((int)world.TroubleMs), strays.SubmitOne);
        }
    }

    /// <summary>Signs calls and follows the transaction until its fate is known; nothing happens where business is closed.</summary>
    internal void Submit(Participant signer, byte[] businessKey, IEnumerable<Call> calls, Action<RefusalCode> decided)
    {
        if (!IsOpen)
        {
            return;
        }

        if (AnyHonest() is not { } node)
        {
            world.Events.After(500, () => Submit(signer, businessKey, calls, decided));
            return;
        }

        var notAfter = node.Core!.Chain.Head.Header.Time + world.Random.Pick([15_000, 120_000, 3_600_000, 80_000_000]);
        var body = Bodies.Of(world, signer, notAfter, businessKey, calls);
        var bytes = Bodies.Sign(world.Consortium, body, signer, out var id);
        _sent.Add(bytes);
        var pending = new PendingTransaction(world, bytes, id, notAfter, decided);
        _pending.Add(pending);
        pending.Start();
    }

    /// <summary>Hands in what an honest node keeps out of the blocks before a time, and so never decides.</summary>
    internal void MustNotAdmit(Participant signer, long before, Call call)
    {
        if (AnyHonest() is { Core: { } core } node && core.Chain.Head.Header.Time < before)
        {
            var body = Bodies.Of(world, signer, core.Chain.Head.Header.Time + 15_000, [], [call]);
            if (node.Submit(Bodies.Sign(world.Consortium, body, signer, out _)) is { Refused.IsRefused: false })
            {
                throw new SimulationException("An opening was admitted before its time.");
            }
        }
    }

    internal void OnSent(byte[] bytes) => _sent.Add(bytes);

    internal void OnDecided(PendingTransaction pending) => _pending.Remove(pending);

    /// <summary>An honest node that is up, or null.</summary>
    internal SimulatedNode? AnyHonest()
    {
        var up = world.Honest.Where(node => node.Core is not null).ToList();
        return up.Count == 0 ? null : world.Random.Pick(up);
    }

    /// <summary>A transaction without a fate, or null.</summary>
    internal string? Undecided() => _pending.Count == 0 ? null : $"Transaction {_pending[0].Id}, one of {_pending.Count},";
}
