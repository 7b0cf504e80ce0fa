using Ledger.Crypto.Signatures;

namespace Ledger.Crypto.Tests.Signatures;

public class VerifiedTogetherTests
{
    [Fact]
    public void What_was_verified_together_is_not_verified_again_and_everything_else_is()
    {
        var key = TestKeys.Of(SignatureAlgorithm.Sm2Sm3);
        using var signer = key.CreateSigner();
        SignatureCheck[] checks =
        [
            new(key.PublicKey, new byte[] { 1 }, signer.Sign([1])), new(key.PublicKey, new byte[] { 2 }, signer.Sign([1])),
            new(key.PublicKey, new byte[] { 3 }, signer.Sign([3])),
        ];
        var inner = new Counted();
        var together = new VerifiedTogether(inner, checks);
        Assert.Equal([3], inner.Batches);
        var copies = checks.Select(one => new SignatureCheck(one.Key, one.Message.ToArray(), one.Signature.ToArray())).ToArray();
        Assert.Equal([true, false, true], Verify(together, copies));
        Assert.Equal([3], inner.Batches);

        // Each differs in one thing from what is known.
        var other = TestKeys.Of(SignatureAlgorithm.Sm2Sm3, seed: 1).PublicKey;
        Assert.Equal(
            [false, false, true, true],
            Verify(
                together,
                [
                    checks[0] with { Key = other }, checks[0] with { Message = new byte[] { 4 } }, checks[0] with { LowS = true },
                    checks[0] with { Signature = signer.Sign([1]) },
                ]));
        Assert.Equal([3, 1, 1, 1, 1], inner.Batches);
    }

    private static bool[] Verify(VerifiedTogether verifier, SignatureCheck[] checks)
    {
        var valid = new bool[checks.Length];
        verifier.Verify(checks, valid);
        return valid;
    }

    private sealed class Counted : ISignatureVerifier
    {
        private readonly SignatureVerifier _verifier = new();

        internal List<int> Batches { get; } = [];

        public void Verify(ReadOnlySpan<SignatureCheck> checks, Span<bool> valid)
        {
            Batches.Add(checks.Length);
            _verifier.Verify(checks, valid);
        }
    }
}
