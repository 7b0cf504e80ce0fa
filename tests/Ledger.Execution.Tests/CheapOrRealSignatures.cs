using Ledger.Crypto;
using Ledger.Crypto.Signatures;
using Ledger.TestConsortium;

namespace Ledger.Execution.Tests;

/// <summary>
/// Cheap signatures for votes and transactions, real ones for certificates and revocation lists, whose bytes are what is tested.
/// </summary>
internal sealed class CheapOrRealSignatures : ISignatureVerifier
{
    private readonly CheapSignatures _cheap = new();
    private readonly SignatureVerifier _real = new();

    public void Verify(ReadOnlySpan<SignatureCheck> checks, Span<bool> valid)
    {
        for (var i = 0; i < checks.Length; i++)
        {
            _cheap.Verify(checks.Slice(i, 1), valid.Slice(i, 1));
            if (!valid[i])
            {
                _real.Verify(checks.Slice(i, 1), valid.Slice(i, 1));
            }
        }
    }
}
