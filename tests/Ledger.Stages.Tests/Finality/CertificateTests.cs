using Google.Protobuf;
using Ledger.Protocol.V1;
using Ledger.TestConsortium;

namespace Ledger.Stages.Tests.Finality;

public class CertificateTests
{
    public static TheoryData<string> Worthless => new(WorthlessCertificates.Keys);

    private static readonly Dictionary<string, Func<QuorumCertificate>> WorthlessCertificates = new(StringComparer.Ordinal)
    {
        ["two votes"] = () => Of(1, Engine.Time, Engine.Time),
        ["no votes"] = () => Of(1),
        ["one validator three times"] = () => Changed(one => one.Votes[1] = one.Votes[2] = one.Votes[0]),
        ["a signature that does not verify"] = () => Changed(one => one.Votes[1].Time++),
        ["an unknown validator"] = () => Changed(one => one.Votes[2].Validator = ByteString.CopyFrom(TestChain.HashOf(255).ToArray())),
        ["votes out of order"] = () => Changed(one => (one.Votes[0], one.Votes[1]) = (one.Votes[1], one.Votes[0])),
        ["another height's votes"] = () => Changed(one => one.Height = 2),
        ["a hash of no length"] = () => Changed(one => one.BlockHash = ByteString.Empty),
        ["a height that is not executed"] = () => Of(3, Engine.Time, Engine.Time, Engine.Time),
        ["genesis"] = () => Changed(one => one.Height = 0),
    };

    [Fact]
    public void A_genuine_certificate_makes_the_block_final_once()
    {
        var engine = Executed();
        var certificate = Of(1, Engine.Time, Engine.Time, Engine.Time);
        Assert.True(engine.Finality.OnCertificate(certificate));
        Assert.False(engine.Finality.OnCertificate(certificate));
        Assert.Equal(certificate, engine.Finality.Newest);
        Assert.Equal(certificate, new Engine(engine.Store).Finality.Newest);
    }

    [Theory]
    [MemberData(nameof(Worthless))]
    public void A_certificate_that_proves_nothing_changes_nothing(string name)
    {
        var engine = Executed();
        Assert.False(engine.Finality.OnCertificate(WorthlessCertificates[name]()));
        Assert.Equal(0UL, engine.Finality.FinalHeight);
    }

    [Fact]
    public void A_genuine_certificate_for_another_block_halts_the_node()
    {
        var engine = Executed();
        Assert.Throws<DivergenceException>(
            () =>
                engine.Finality.OnCertificate(
                    TestChain.Certificate(1, TestChain.HashOf(Engine.Other), Engine.Time, Engine.Time, Engine.Time)));
        Assert.Equal(0UL, engine.Finality.FinalHeight);
    }

    [Fact]
    public void A_quorum_of_votes_for_another_block_halts_the_node()
    {
        var engine = Executed();
        engine.Vote(0, 1, Engine.Other);
        engine.Vote(1, 1, Engine.Other);
        Assert.Throws<DivergenceException>(() => engine.Vote(2, 1, Engine.Other));
    }

    [Fact]
    public void A_quorum_of_early_votes_for_another_block_halts_the_node()
    {
        var engine = new Engine();
        for (var validator = 0; validator < 3; validator++)
        {
            engine.Vote(validator, 1, Engine.Other);
        }

        Assert.Throws<DivergenceException>(() => engine.Execute(1));
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 2)]
    [InlineData(3, 5)]
    [InlineData(6, null)]
    public void The_lowest_certificate_at_or_above_a_height_is_found(ulong height, int? expected)
    {
        var votes = new Engine().Votes;
        votes.WriteCertificate(Of(2, Engine.Time));
        votes.WriteCertificate(Of(5, Engine.Time));
        Assert.Equal((ulong?)expected, votes.ReadCertificateFrom(height)?.Height);
        Assert.Equal(5UL, votes.ReadNewestCertificate()!.Height);
        Assert.Null(votes.ReadCertificate(3));
    }

    private static Engine Executed()
    {
        var engine = new Engine();
        engine.Execute(1);
        engine.Execute(2);
        return engine;
    }

    private static QuorumCertificate Of(ulong height, params long[] times) =>
        TestChain.Certificate(height, TestChain.HashOf(Engine.Right), times);

    private static QuorumCertificate Changed(Action<QuorumCertificate> change)
    {
        var certificate = Of(1, Engine.Time, Engine.Time, Engine.Time);
        change(certificate);
        return certificate;
    }
}
