using Ledger.Crypto;
using Ledger.Protocol;
using Xunit.Abstractions;

namespace Ledger.Seeds.Tests;

/// <summary>The record on the contracts and on the reference model, which shares no code with them.</summary>
public sealed class SecondOpinionTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(ConsortiumSeed.DefaultSeed)]
    [InlineData(7)]
    [InlineData(4711)]
    public async Task Chain_and_model_agree_on_every_call_and_on_the_end(ulong seed)
    {
        var consortium = ConsortiumSeed.Create(seed, CryptoSuite.International);
        var record = ZhuhaiRecord.Generate(consortium, RecordOptions.Mini);
        using var actors = new RecordActors(consortium, record);
        var chain = new InProcessChain(consortium.Genesis);
        var opinion = new SecondOpinion(chain, consortium, actors, record);

        await new RecordPlayer(consortium, record, [chain], chain).PlayAsync(null, CancellationToken.None);

        output.WriteLine(string.Join(", ", opinion.Verdicts.OrderByDescending(verdict => verdict.Value).Select(verdict => $"{verdict.Key} {verdict.Value}")));
        Assert.Null(opinion.Disagreement);
        Assert.Null(opinion.FindDifference());
        Assert.True(opinion.Verdicts.Where(verdict => verdict.Key != RefusalCode.None).Sum(verdict => verdict.Value) > 1_000, "Hardly any wrong call was refused.");
        Assert.True(opinion.Verdicts.Count > 20, "The wrong calls are refused for few reasons only.");
    }
}
