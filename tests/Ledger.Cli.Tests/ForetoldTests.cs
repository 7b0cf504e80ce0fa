using Google.Protobuf;
using Ledger.Client.Guarantees;
using Ledger.Crypto.Sealing;
using Ledger.FakeNode;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Guarantee;
using Ledger.Schema.Tender;

namespace Ledger.Cli.Tests;

/// <summary>A chain under rules that the program knows: what it would refuse is told, and never reaches the node.</summary>
public sealed class ForetoldTests : CliFixture
{
    private const string Section = "E3500000001001043001001";

    private protected override FakeChain NewChain() => new(ruleVersion: 1);

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Server.Chain.PutSigner(Digest.Zero);
    }

    [Theory]
    [InlineData(new[] { "subject", "register", "91440400MA5EXMPL1C", "--name", "　" }, "BAD_TEXT")]
    [InlineData(new[] { "tender", "fail", Section, "--cause", "TooFewBidders" }, "UNKNOWN_SECTION")]
    [InlineData(new[] { "scan", "record", "--book", "BOOK", "--depth", "10" }, "SESSION_TIMES")]
    public async Task What_the_chain_would_refuse_is_told_and_nothing_is_sent(string[] line, string code)
    {
        var book = PathOf("book");
        if (line[0] == "scan")
        {
            // Of a day that is not over.
            var day = (uint)(DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 86_400) + 10;
            await File.WriteAllBytesAsync(
                book, new SessionBook { Day = day, Depth = 10, Secret = ByteString.CopyFrom(new byte[32]) }.ToByteArray());
        }

        var run = await RunAsync([.. line.Select(part => part == "BOOK" ? book : part), "--json"]);
        Assert.Equal(ExitCode.Refused, run.Code);
        Assert.Contains($"\"{code}\"", run.Error, StringComparison.Ordinal);
        Assert.Contains("\"sent\":false", run.Error.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Empty(Server.Behaviour.Submitted);
    }

    [Fact]
    public async Task Guarantees_that_would_be_refused_are_named_one_by_one_and_never_sent()
    {
        using var opening = Keys.Pair(50);
        Server.Chain.Put((TenderTables.Sections.Key(Section), new Section
        {
            Announced = new AnnounceSection { SectionCode = Section, OpeningKey = ByteString.CopyFrom(opening.PublicKey.Encoded) },
            CentreUscc = Keys.MemberUscc,
            State = SectionState.Opening,
            OpeningTime = 1,
            OpenedAt = 1,
            OpeningPrivateKey = ByteString.CopyFrom(opening.PrivateKey),
        }));
        var sealer = new GuaranteeSealer(Server.Chain.Genesis, SystemRandomSource.Instance);
        var records = Enumerable.Range(1, 3).Select(number => sealer.Seal(
            new GuaranteeTerms { GuaranteeNo = $"G{number}", SectionCode = Section, Version = 1 }, opening.PublicKey.Encoded)).ToList();
        Server.Chain.Put([.. records.Select(record => (GuaranteeTables.Guarantees.Key(record.GuaranteeId.Span), (IMessage)new Guarantee
        {
            GuaranteeId = record.GuaranteeId,
            Commitment = record.Commitment,
            Sealed = record.Sealed,
            State = GuaranteeState.IssuedSealed,
            IssuerUscc = Keys.MemberUscc,
        }))]);

        var opened = await JsonAsync(ExitCode.Refused, "guarantee", "open", Section);
        Assert.Empty(opened["opened"]!.AsArray());
        Assert.Equal(
            records.Select(record => Convert.ToHexStringLower(record.GuaranteeId.Span)).Order(),
            opened["rejected"]!.AsArray().Select(one => (string)one!["id"]!).Order());
        Assert.All(opened["rejected"]!.AsArray(), one => Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", (string)one!["reason_zh"]!));
        Assert.Empty(Server.Behaviour.Submitted);
    }
}
