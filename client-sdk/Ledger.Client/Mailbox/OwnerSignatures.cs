using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Client.Mailbox;

/// <summary>Signs owners' requests.</summary>
internal static class OwnerSignatures
{
    internal static OwnerProof Sign(ISigner key, ByteString challenge, SignBytes message) => new()
    {
        Challenge = challenge,
        PublicKey = ByteString.CopyFrom(key.PublicKey.Encoded),
        Signature = key.SignatureOver(message),
    };
}
