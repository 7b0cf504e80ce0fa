using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Simulation.Tests;

/// <summary>Submissions that admission must refuse, each with its code; the liar orders them all the same.</summary>
internal sealed class StraySubmissions(Simulation world)
{
    internal void SubmitOne()
    {
        var node = world.Random.Pick(world.Nodes);
        if (node.Core is not { } core)
        {
            return;
        }

        var time = core.Chain.Head.Header.Time;
        var (bytes, expected) = world.Random.Below(7) switch
        {
            0 => (Signed(body => body.NotAfter = time - 1), RefusalCode.Expired),
            1 => (Signed(body => body.NotAfter = time + (25L * 3_600_000)), RefusalCode.NotAfterTooFar),
            2 => (Signed(body => body.Signer = ByteString.CopyFrom(Bodies.Random(world, Digest.Bytes))), RefusalCode.UnknownSigner),
            3 => (Signed(body => body.ChainId = ByteString.CopyFrom(Bodies.Random(world, Digest.Bytes))), RefusalCode.WrongChain),
            4 => (Signed(body => body.Calls.Clear()), RefusalCode.CallCount),
            5 => (Signed(body => body.Calls[0] = new Call { Tender = new TenderCall() }), RefusalCode.UnknownCall),
            _ => (Forged(), RefusalCode.BadSignature),
        };
        if (expected is RefusalCode.UnknownSigner or RefusalCode.BadSignature
            && !core.Chain.Head.MayPropose(world.Consortium.Validators[node.Index].Id))
        {
            expected = RefusalCode.NotProposing; // who proposes nothing looks no further
        }

        world.Clients.OnSent(bytes);
        if (node.Submit(bytes) is { } answer)
        {
            Referee.Require(answer.Refused.Code == expected, $"Node {node.Index} answered {answer.Refused.Code} to what is {expected}");
        }

        TxBody Valid() =>
            Bodies.Of(
                world,
                world.Consortium.Centres[0],
                time + 60_000,
                [],
                [new Call { Tender = new TenderCall { CreateProject = new CreateProject() } }]);

        byte[] Signed(Action<TxBody> spoil)
        {
            var body = Valid();
            spoil(body);
            return Bodies.Sign(world.Consortium, body, world.Consortium.Centres[0], out _);
        }

        byte[] Forged() => Bodies.Sign(world.Consortium, Valid(), world.Consortium.Guarantors[0], out _);
    }
}
