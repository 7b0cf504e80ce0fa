using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.Mail;
using Ledger.Protocol.V1;

namespace Ledger.Mail.Tests.Documents;

/// <summary>Somebody with a key who uploads to one node.</summary>
internal sealed class Uploader(MailNode node, byte number, Func<DocumentTerms> terms)
{
    private readonly Owner _owner = new(node, number);

    internal Digest Id => _owner.Address;

    internal UploadHeader Header(
        ByteString challenge, Paper paper, uint from = 0, uint leaseHours = 48, Action<UploadHeader>? spoil = null, bool resign = false)
    {
        var header = new UploadHeader
        {
            Address = ByteString.CopyFrom(paper.Address.ToArray()),
            Pieces = (uint)paper.Pieces.Count,
            ReadCommitment = ByteString.CopyFrom(DocumentSecrets.ReadCommitment(node.Hasher, paper.Token).ToArray()),
            LeaseHours = leaseHours,
            FromPiece = from,
            Stamp = Stamps.Find(
                node.Hasher,
                Stamps.Subject(node.Hasher, node.ChainId, terms().StampEpoch.Span, paper.Address, Id),
                (int)terms().StampBits + (int)Math.Log2(paper.Pieces.Count),
                CancellationToken.None),
        };
        header.Proof = _owner.Prove(
            challenge, OwnerRequests.Upload(node.Hasher, node.ChainId, node.Id, challenge.Span, paper.Address, header));
        spoil?.Invoke(header);
        if (resign)
        {
            header.Proof = _owner.Prove(
                challenge, OwnerRequests.Upload(node.Hasher, node.ChainId, node.Id, challenge.Span, paper.Address, header));
        }

        return header;
    }

    internal GetUploadProgressRequest Progress(ByteString challenge, Paper paper) => new()
    {
        Address = ByteString.CopyFrom(paper.Address.ToArray()),
        Proof = _owner.Prove(challenge, OwnerRequests.UploadProgress(node.Hasher, node.ChainId, node.Id, challenge.Span, paper.Address)),
    };

    internal RenewDocumentRequest Renew(ByteString challenge, Paper paper, uint leaseHours) => new()
    {
        Address = ByteString.CopyFrom(paper.Address.ToArray()),
        LeaseHours = leaseHours,
        Proof = _owner.Prove(challenge, OwnerRequests.Renew(node.Hasher, node.ChainId, node.Id, challenge.Span, paper.Address, leaseHours)),
    };

    internal DeleteDocumentRequest Delete(ByteString challenge, Paper paper) => new()
    {
        Address = ByteString.CopyFrom(paper.Address.ToArray()),
        Proof = _owner.Prove(challenge, OwnerRequests.Delete(node.Hasher, node.ChainId, node.Id, challenge.Span, paper.Address)),
    };
}
