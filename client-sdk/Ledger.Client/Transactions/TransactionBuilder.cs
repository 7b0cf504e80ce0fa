using System.Security.Cryptography;
using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Client.Transactions;

/// <summary>Builds and signs transactions. Every byte is encoded once; safe for use by several threads.</summary>
internal static class TransactionBuilder
{
    internal static BuiltTransaction Build(
        GenesisFile genesis, ClientSigner signer, IReadOnlyList<Call> calls, ReadOnlySpan<byte> businessKey, long notAfter)
    {
        var body = new TxBody
        {
            ChainId = UnsafeByteOperations.UnsafeWrap(genesis.ChainId.ToArray()),
            Nonce = UnsafeByteOperations.UnsafeWrap(RandomNumberGenerator.GetBytes(TransactionReader.NonceBytes)),
            NotAfter = notAfter,
            Signer = UnsafeByteOperations.UnsafeWrap(signer.CertificateId.ToArray()),
            BusinessKey = ByteString.CopyFrom(businessKey),
        };
        body.Calls.AddRange(calls);
        var bodyBytes = body.ToByteArray();
        var id = TaggedHash.Compute(genesis.Hasher, DomainTag.Transaction, bodyBytes);
        var transaction = new Transaction
        {
            Body = UnsafeByteOperations.UnsafeWrap(bodyBytes),
            Signature = signer.Key.SignatureOver(SignPurposes.Transaction.Over(id)),
        };
        return new BuiltTransaction(id, UnsafeByteOperations.UnsafeWrap(transaction.ToByteArray()), notAfter, transaction.Signature.Value);
    }
}

/// <summary>A signed transaction, ready to be submitted as often as needed.</summary>
internal sealed record BuiltTransaction(Digest Id, ByteString Bytes, long NotAfter, ByteString Signature)
{
    internal KnownTransaction Known => new(Id, NotAfter, Signature);
}
