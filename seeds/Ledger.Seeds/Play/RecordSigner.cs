using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Ledger.Contracts;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Seeds;

/// <summary>Signs the record's actions as transactions, each under its business key. Safe for use by several threads.</summary>
public sealed class RecordSigner(ConsortiumSeed consortium, RecordActors actors, RecordCalls calls)
{
    private readonly ByteString _chainId = ByteString.CopyFrom(consortium.Genesis.ChainId.ToArray());

    /// <summary>The transaction of an action.</summary>
    /// <param name="action">The action.</param>
    /// <param name="opened">What a reveal opens; otherwise empty.</param>
    /// <param name="notAfterMs">Block time after which it can never land, UTC milliseconds.</param>
    public PreparedTransaction Sign(RecordAction action, IReadOnlyList<OpenedGuarantee> opened, long notAfterMs)
    {
        ArgumentNullException.ThrowIfNull(action);
        var body = new TxBody
        {
            ChainId = _chainId,
            Nonce = UnsafeByteOperations.UnsafeWrap(RandomNumberGenerator.GetBytes(TransactionReader.NonceBytes)),
            NotAfter = notAfterMs,
            Signer = ByteString.CopyFrom(actors.ParticipantOf(action.ActorUscc).CertificateId.ToArray()),
            BusinessKey = UnsafeByteOperations.UnsafeWrap(SHA256.HashData(Encoding.UTF8.GetBytes(action.BusinessKey))),
        };
        body.Calls.AddRange(calls.Build(action, opened));
        var bodyBytes = body.ToByteArray();
        var id = TaggedHash.Compute(consortium.Genesis.Hasher, DomainTag.Transaction, bodyBytes);
        var signer = actors.SignerOf(action.ActorUscc);
        var transaction = new Transaction
        {
            Body = UnsafeByteOperations.UnsafeWrap(bodyBytes),
            Signature = new Signature
            {
                Algorithm = (uint)signer.PublicKey.Algorithm,
                Value = UnsafeByteOperations.UnsafeWrap(signer.Sign(SignPurposes.Transaction.Over(id))),
            },
        };
        var name = ContractDispatcher.NameOf(body.Calls[^1])
            ?? throw new InvalidOperationException($"{action.Kind} makes a call without a name.");
        return new PreparedTransaction(name, id, transaction.ToByteArray(), notAfterMs);
    }
}
