namespace Ledger.Crypto;

/// <summary>ECDSA verification by .NET, for the algorithm of each key it is given.</summary>
internal sealed class EcdsaVerifier(int keysMax) : ISignatureEngine
{
    private readonly KeyCache<EcdsaKey> _keys = new(keysMax, EcdsaKey.TryParse);

    public void Verify(ReadOnlySpan<SignatureCheck> checks, Span<bool> valid)
    {
        for (var i = 0; i < checks.Length; i++)
        {
            valid[i] = _keys.Get(checks[i].Key)?.Verify(checks[i].Message.Span, checks[i].Signature.Span) ?? false;
        }
    }
}
