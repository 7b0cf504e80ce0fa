using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Seeds;

namespace Ledger.Simulation.Tests;

/// <summary>Makes transactions.</summary>
internal static class Bodies
{
    internal static TxBody Of(Simulation world, Participant signer, long notAfter, byte[] businessKey, IEnumerable<Call> calls) => new()
    {
        ChainId = ByteString.CopyFrom(world.Consortium.Genesis.ChainId.ToArray()),
        Nonce = ByteString.CopyFrom(Random(world, TransactionReader.NonceBytes)),
        NotAfter = notAfter,
        Signer = ByteString.CopyFrom(signer.CertificateId.ToArray()),
        BusinessKey = ByteString.CopyFrom(businessKey),
        Calls = { calls },
    };

    internal static byte[] Sign(SimulatedConsortium consortium, TxBody body, Participant signer, out Digest id)
    {
        var bytes = body.ToByteArray();
        id = TaggedHash.Compute(consortium.Genesis.Hasher, DomainTag.Transaction, bytes);
        return new Transaction
        {
            Body = ByteString.CopyFrom(bytes),
            Signature = new Signature
            {
                Algorithm = (uint)signer.KeyPair.Algorithm,
                Value = ByteString.CopyFrom(consortium.SignerOf(signer.KeyPair).Sign(SignPurposes.Transaction.Over(id))),
            },
        }.ToByteArray();
    }

    internal static byte[] Random(Simulation world, int count)
    {
        var bytes = new byte[count];
        world.Random.Fill(bytes);
        return bytes;
    }
}
