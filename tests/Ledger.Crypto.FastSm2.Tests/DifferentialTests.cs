namespace Ledger.Crypto.FastSm2.Tests;

public sealed class DifferentialTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Agrees_with_libcrypto_with_and_without_tables(int seed)
    {
        var made = 0;
        foreach (var check in new Sm2Cases(seed).Make(600))
        {
            var verdict = OpenSslDigestVerifier.Verify(check);
            Assert.True(check.Expected is null || check.Expected == verdict, $"the case itself is wrong: {check}");
            Assert.True(AffinePoint.TryDecode(check.Key, out var point));
            Assert.True(verdict == FastSm2Verifier.VerifyDigest(in point, null, check.Rs, check.Digest), check.ToString());
            if (made++ % 5 == 0)
            {
                // Building takes longer than checking. Cases come in steps of three and twelve: each kind meets each width.
                var table = new FixedBaseTable(in point, FixedBaseTable.WindowBitsMin + (made % 7));
                Assert.True(verdict == FastSm2Verifier.VerifyDigest(in point, table, check.Rs, check.Digest), check.ToString());
            }
        }
    }

    [Fact]
    public void Agrees_with_the_plain_reference()
    {
        foreach (var check in new Sm2Cases(99).Make(72))
        {
            Assert.True(AffinePoint.TryDecode(check.Key, out var point));
            var verdict = Sm2Numbers.Verify(Sm2Numbers.Decode(check.Key), check.R, check.S, check.E);
            Assert.True(verdict == FastSm2Verifier.VerifyDigest(in point, null, check.Rs, check.Digest), check.ToString());
            Assert.True(check.Expected is null || check.Expected == verdict, check.ToString());
        }
    }
}
