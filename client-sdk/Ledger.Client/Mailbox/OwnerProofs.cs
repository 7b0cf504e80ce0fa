using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Signature = Ledger.Protocol.V1.Signature;

namespace Ledger.Client.Mailbox;

/// <summary>Signs owners' requests.</summary>
internal static class OwnerProofs
{
    internal static OwnerProof Sign(ISigner key, ByteString challenge, Digest message) => new()
    {
        Challenge = challenge,
        PublicKey = ByteString.CopyFrom(key.PublicKey.Encoded),
        Signature = new Signature { Algorithm = (uint)key.PublicKey.Algorithm, Value = UnsafeByteOperations.UnsafeWrap(key.Sign(message.ToArray())) },
    };
}
