using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Api;

/// <summary>Signs a node's word that it refused a submission.</summary>
internal sealed class RefusalReceipts(Digest chainId, Crypto.IHasher hasher, NodeIdentity identity, TimeProvider clock)
{
    internal RefusalReceipt Sign(ReadOnlySpan<byte> submission, Refused refused)
    {
        var body = new RefusalReceiptBody
        {
            ChainId = ByteString.CopyFrom(chainId.ToArray()),
            SubmissionDigest = ByteString.CopyFrom(RefusalReceiptBytes.SubmissionDigest(hasher, submission).ToArray()),
            Time = clock.GetUtcNow().ToUnixTimeMilliseconds(),
            Code = (uint)refused.Code,
            Message = refused.Detail,
        }.ToByteString();
        return new RefusalReceipt
        {
            Body = body,
            Node = ByteString.CopyFrom(identity.Id.ToArray()),
            Signature = identity.Receipts.Sign(RefusalReceiptBytes.Message(hasher, body.Span)),
        };
    }
}
