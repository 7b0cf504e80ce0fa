namespace Ledger.Fuzz.Tests;

/// <summary>10⁴ cases for each decoder, from fixed seeds; <c>./bench fuzz</c> runs as many as one likes.</summary>
public sealed class DecoderFuzzTests
{
    private const int CasesPerTarget = 10_000;
    private const int CasesOfTheDearest = 1_000;
    private const int Dear = 100;
    private const int Seed = 7;

    public static TheoryData<string> Targets => [.. FuzzTargets.All.Keys];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Whatever_the_bytes_are_the_decoder_takes_or_refuses_them(string name)
    {
        var target = FuzzTargets.All[name];
        var result = Fuzzer.Run(target, target.Cost >= Dear ? CasesOfTheDearest : CasesPerTarget, Seed);
        Assert.True(result.Failure is null, result.Failure);
        Assert.True(
            result.Outcomes.Count > 1, $"Every input came to \"{result.Outcomes.Keys.First()}\": the fuzzer does not reach the decoder.");
    }

    [Fact]
    public void The_same_seed_makes_the_same_cases()
    {
        var target = FuzzTargets.All["transaction"];
        Assert.Equal(Fuzzer.Run(target, CasesOfTheDearest, Seed).Outcomes, Fuzzer.Run(target, CasesOfTheDearest, Seed).Outcomes);
        Assert.NotEqual(Fuzzer.Run(target, CasesOfTheDearest, Seed).Outcomes, Fuzzer.Run(target, CasesOfTheDearest, Seed + 1).Outcomes);
    }

    [Fact]
    public void A_decoder_that_throws_is_reported_with_the_input()
    {
        var broken = new FuzzTarget("broken", [[1, 2, 3]], input => input.Length > 3 ? throw new FormatException("too long") : "taken");
        var result = Fuzzer.Run(broken, CasesOfTheDearest, Seed);
        Assert.Contains("too long", result.Failure, StringComparison.Ordinal);
        Assert.StartsWith("broken, seed 7, case ", result.Failure, StringComparison.Ordinal);
    }
}
