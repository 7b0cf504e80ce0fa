using System.Globalization;
using Ledger.Crypto.FastSm2.Tests.Lanes;

namespace Ledger.Crypto.FastSm2.Tests;

public sealed class DifferentialTests
{
    // LEDGER_SM2_CASES: how many cases for each seed instead; 25,000 take some minutes.
    private static readonly int Cases = CasesOr(600);

    internal static int CasesOr(int few) =>
        Environment.GetEnvironmentVariable("LEDGER_SM2_CASES") is { } cases ? int.Parse(cases, CultureInfo.InvariantCulture) : few;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Agrees_with_libcrypto_with_and_without_tables_alone_and_in_lanes(int seed)
    {
        var made = 0;
        var lanes = new LaneVerdicts(seed);
        foreach (var check in new Sm2Cases(seed).Make(Cases))
        {
            var verdict = OpenSslDigestVerifier.Verify(check);
            Assert.True(check.Expected is null || check.Expected == verdict, $"the case itself is wrong: {check}");
            Assert.True(AffinePoint.TryDecode(check.Key, out var point));
            Assert.True(verdict == Verdicts.Of(in point, null, check.Rs, check.Digest), check.ToString());

            // Building takes longer than checking. Cases come in steps of three and twelve: each kind meets each width.
            var table = new FixedBaseTable(in point, FixedBaseTable.WindowBitsMin + (made++ % 5 == 0 ? made % 7 : 0));
            Assert.True(verdict == Verdicts.Of(in point, table, check.Rs, check.Digest), check.ToString());
            lanes.Expect(check, table, verdict);
            lanes.Expect(check, null, verdict);
        }

        lanes.AssertAll();
    }

    [Fact]
    public void Agrees_with_the_plain_reference()
    {
        foreach (var check in new Sm2Cases(99).Make(72))
        {
            Assert.True(AffinePoint.TryDecode(check.Key, out var point));
            var verdict = Sm2Numbers.Verify(Sm2Numbers.Decode(check.Key), check.R, check.S, check.E);
            Assert.True(verdict == Verdicts.Of(in point, null, check.Rs, check.Digest), check.ToString());
            Assert.True(check.Expected is null || check.Expected == verdict, check.ToString());
        }
    }
}
