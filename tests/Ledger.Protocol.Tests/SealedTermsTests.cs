namespace Ledger.Protocol.Tests;

public sealed class SealedTermsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(200)]
    [InlineData(SealedTerms.TermsBytesMax)]
    public void What_is_encoded_reads_back_at_one_length(int termsBytes)
    {
        var plaintext = SealedTerms.Encode(Samples.Bytes(32, 1), Samples.Bytes(termsBytes, 2));
        Assert.Equal(SealedTerms.PlaintextBytes, plaintext.Length);
        Assert.True(SealedTerms.TryDecode(plaintext, out var salt, out var terms));
        Assert.Equal(Samples.Bytes(32, 1), salt);
        Assert.Equal(Samples.Bytes(termsBytes, 2), terms);
    }

    [Fact]
    public void Other_plaintexts_are_refused()
    {
        var good = SealedTerms.Encode(Samples.Bytes(32, 1), Samples.Bytes(10, 2));
        Assert.False(SealedTerms.TryDecode(good.AsSpan(1), out _, out _));
        Assert.False(SealedTerms.TryDecode(With(good, SealedTerms.PlaintextBytes - 1, 1), out _, out _));
        Assert.False(SealedTerms.TryDecode(With(good, 33, 0), out _, out _));
        Assert.False(SealedTerms.TryDecode(With(good, 32, 0xFF), out _, out _));
        Assert.Throws<ArgumentException>(() => SealedTerms.Encode(Samples.Bytes(32, 1), Samples.Bytes(SealedTerms.TermsBytesMax + 1, 2)));
    }

    private static byte[] With(byte[] bytes, int at, byte value)
    {
        var changed = bytes.ToArray();
        changed[at] = value;
        return changed;
    }
}
