using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Simulation.Tests;

/// <summary>A client that submits to any node, asks any other, and submits again until it knows the fate.</summary>
internal sealed class PendingTransaction(Simulation world, byte[] bytes, Digest id, long notAfter, Action<RefusalCode> decided)
{
    private const int SubmissionLostPermille = 50;

    internal Digest Id => id;

    internal void Start()
    {
        Submit();
        Wait();
    }

    private void Submit()
    {
        var node = world.Random.Pick(world.Nodes);
        var answer = world.Chance(SubmissionLostPermille) ? null : node.Submit(bytes);
        world.Trace.Add($"client submits {id.ToString()[..8]} to n{node.Index}: {answer?.Refused.Code.ToString() ?? "no answer"}");
    }

    private void Wait() => world.Events.After(world.Random.Between(200, 900), Ask);

    // The client believes honest nodes only: a real one checks proofs.
    private void Ask()
    {
        if (world.Clients.AnyHonest() is not { Core: { } core, Fates: { } fates })
        {
            Wait();
            return;
        }

        var (fate, height, index) = fates.Find(id);
        if (fate == Fate.Final)
        {
            Decide((RefusalCode)core.Chain.ReadTransactions(height)[index].Receipt.Code);
        }
        else if (fate is Fate.Expired || (height == 0 && core.Index.Time > notAfter))
        {
            world.Referee.Model.OnExpired(id);
            Decide(RefusalCode.Expired);
        }
        else
        {
            if (fate == Fate.Unknown && world.Random.Chance(50))
            {
                Submit();
            }

            Wait();
        }
    }

    private void Decide(RefusalCode code)
    {
        world.Trace.Add($"client learns {id.ToString()[..8]}: {code}");
        world.Clients.OnDecided(this);
        decided(code);
    }
}
