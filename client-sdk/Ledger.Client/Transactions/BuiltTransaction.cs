using Google.Protobuf;
using Ledger.Protocol;

namespace Ledger.Client.Transactions;

/// <summary>A signed transaction, ready to be submitted as often as needed.</summary>
internal sealed record BuiltTransaction(Digest Id, ByteString Bytes, long NotAfter, ByteString Signature)
{
    internal KnownTransaction Known => new(Id, NotAfter, Signature);
}
