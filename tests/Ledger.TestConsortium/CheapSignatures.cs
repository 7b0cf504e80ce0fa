using System.Security.Cryptography;
using Ledger.Crypto;

namespace Ledger.TestConsortium;

/// <summary>
/// A signature that costs a hash: H(key ‖ message). Nobody in a test computes one in another's name, so it is as good as a real one
/// there, and the same in every run.
/// </summary>
public sealed class CheapSignatures : ISignatureVerifier
{
    public void Verify(ReadOnlySpan<SignatureCheck> checks, Span<bool> valid)
    {
        for (var i = 0; i < checks.Length; i++)
        {
            valid[i] = checks[i].Signature.Span.SequenceEqual(Sign(checks[i].Key, checks[i].Message.Span));
        }
    }

    public static ISigner SignerOf(PublicKey key) => new Signer(key);

    private static byte[] Sign(PublicKey key, ReadOnlySpan<byte> message) => SHA256.HashData([.. key.Encoded, .. message]);

    private sealed class Signer(PublicKey key) : ISigner
    {
        public PublicKey PublicKey => key;

        public byte[] Sign(ReadOnlySpan<byte> message) => CheapSignatures.Sign(key, message);
    }
}
