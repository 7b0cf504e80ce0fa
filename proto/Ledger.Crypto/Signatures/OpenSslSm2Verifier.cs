namespace Ledger.Crypto.Signatures;

/// <summary>SM2 verification by libcrypto, one signature after the other.</summary>
internal sealed class OpenSslSm2Verifier(int keysMax) : ISignatureEngine
{
    private readonly KeyCache<OpenSslSm2Key> _keys = new(keysMax, OpenSslSm2Key.TryParse);

    public void Verify(ReadOnlySpan<SignatureCheck> checks, Span<bool> valid)
    {
        for (var i = 0; i < checks.Length; i++)
        {
            valid[i] = _keys.Get(checks[i].Key)?.Verify(checks[i].Message.Span, checks[i].Signature.Span) ?? false;
        }
    }
}
