using System.Security.Cryptography;
using Ledger.Crypto;

namespace Ledger.Simulation.Tests;

/// <summary>
/// A signature that costs a hash: H(key ‖ message). Nobody in the simulation computes one in another's name, so it is as good as a real one
/// there, and the same in every run. Some seeds run on real SM2, see <see cref="SimulationTests"/>.
/// </summary>
internal sealed class SimulatedSignatures : ISignatureVerifier
{
    public void Verify(ReadOnlySpan<SignatureCheck> checks, Span<bool> valid)
    {
        for (var i = 0; i < checks.Length; i++)
        {
            valid[i] = checks[i].Signature.Span.SequenceEqual(Sign(checks[i].Key, checks[i].Message.Span));
        }
    }

    internal static ISigner SignerOf(PublicKey key) => new Signer(key);

    private static byte[] Sign(PublicKey key, ReadOnlySpan<byte> message) => SHA256.HashData([.. key.Encoded, .. message]);

    private sealed class Signer(PublicKey key) : ISigner
    {
        public PublicKey PublicKey => key;

        public byte[] Sign(ReadOnlySpan<byte> message) => SimulatedSignatures.Sign(key, message);
    }
}
