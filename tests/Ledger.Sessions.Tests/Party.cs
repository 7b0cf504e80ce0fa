using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Protocol;
using Signature = Ledger.Protocol.V1.Signature;

namespace Ledger.Sessions.Tests;

/// <summary>Somebody with a registered certificate.</summary>
internal sealed class Party(string uscc, byte number)
{
    internal string Uscc { get; } = uscc;

    internal KeyPair Key { get; } = KeyPair.FromSeed(SignatureAlgorithm.Sm2Sm3, [.. Enumerable.Repeat(number, KeyPair.SeedBytes)]);

    internal ByteString CertificateId { get; } = ByteString.CopyFrom([.. Enumerable.Repeat(number, 32)]);

    internal Signature Sign(SignBytes message)
    {
        using var signer = Key.CreateSigner();
        return new Signature { Algorithm = (uint)Key.Algorithm, Value = ByteString.CopyFrom(signer.Sign(message)) };
    }
}
