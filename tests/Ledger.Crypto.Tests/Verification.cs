using Ledger.Crypto.Signatures;

namespace Ledger.Crypto.Tests;

/// <summary>One check at a time, for tests that ask about one signature.</summary>
internal static class Verification
{
    internal static readonly SignatureVerifier Verifier = new();

    internal static bool Holds(PublicKey key, ReadOnlyMemory<byte> message, ReadOnlyMemory<byte> signature)
    {
        Span<bool> valid = [true];
        Verifier.Verify([new SignatureCheck(key, message, signature)], valid);
        return valid[0];
    }
}
