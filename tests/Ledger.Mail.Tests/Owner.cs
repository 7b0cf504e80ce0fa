using Google.Protobuf;
using Ledger.Crypto.Keys;
using Ledger.Protocol;
using Ledger.Protocol.Mail;
using Ledger.Protocol.V1;
using Signature = Ledger.Protocol.V1.Signature;

namespace Ledger.Mail.Tests;

/// <summary>The owner of an address, who signs requests to one node.</summary>
internal sealed class Owner(MailNode node, byte number)
{
    private readonly KeyPair _key = KeyPair.FromSeed(
        MailboxAddress.AlgorithmOf(node.Hasher.Suite), [.. Enumerable.Repeat(number, KeyPair.SeedBytes)]);

    internal Digest Address => MailboxAddress.Of(node.Hasher, _key.PublicKey);

    internal OwnerProof Prove(ByteString challenge, SignBytes message)
    {
        using var signer = _key.CreateSigner();
        return new OwnerProof
        {
            Challenge = challenge,
            PublicKey = ByteString.CopyFrom(_key.PublicKey.Encoded),
            Signature = new Signature { Algorithm = (uint)_key.Algorithm, Value = ByteString.CopyFrom(signer.Sign(message)) },
        };
    }

    internal FetchRequest Fetch(ByteString challenge, ulong after = 0, uint max = 0, Digest? address = null, MailNode? at = null) => new()
    {
        Proof = Prove(
            challenge,
            OwnerRequests.Fetch(node.Hasher, (at ?? node).ChainId, (at ?? node).Id, challenge.Span, address ?? Address, after, max)),
        After = after,
        Max = max,
    };

    internal AcknowledgeRequest Acknowledge(ByteString challenge, ulong through) => new()
    {
        Proof = Prove(challenge, OwnerRequests.Acknowledge(node.Hasher, node.ChainId, node.Id, challenge.Span, Address, through)),
        Through = through,
    };
}
