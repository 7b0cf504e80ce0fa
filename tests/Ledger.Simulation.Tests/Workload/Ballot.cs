using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Simulation.Tests;

/// <summary>A change that one owner proposes and all vote for.</summary>
internal static class Ballot
{
    private const long OpenMs = 3_600_000;

    /// <summary>Proposes it.</summary>
    /// <param name="world">The run.</param>
    /// <param name="blockTime">Now on the chain, from where on votes count for an hour.</param>
    /// <param name="change">What is proposed.</param>
    /// <param name="over">Called once every vote on it is decided, or the proposal is refused.</param>
    internal static void Hold(Simulation world, long blockTime, ProposeChange change, Action over)
    {
        var id = ByteString.CopyFrom(Bodies.Random(world, 16));
        (change.ProposalId, change.ClosesAt) = (id, blockTime + OpenMs);
        Submit(world, 0, new MembershipCall { Propose = change }, code =>
        {
            if (code == RefusalCode.None)
            {
                Vote(world, id, over);
            }
            else
            {
                over();
            }
        });
    }

    private static void Vote(Simulation world, ByteString id, Action over)
    {
        var open = Simulation.Validators;
        for (var owner = 0; owner < Simulation.Validators; owner++)
        {
            Submit(world, owner, new MembershipCall { Vote = new VoteOnProposal { ProposalId = id, Approve = true } }, _ =>
            {
                if (--open == 0)
                {
                    over();
                }
            });
        }
    }

    private static void Submit(Simulation world, int owner, MembershipCall call, Action<RefusalCode> decided) =>
        world.Clients.Submit(world.Consortium.Owners[owner], [], [new Call { Membership = call }], decided);
}
