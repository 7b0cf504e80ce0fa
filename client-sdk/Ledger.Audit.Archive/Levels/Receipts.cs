using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Audit.Archive;

/// <summary>The receipts of a block as an archive has them.</summary>
internal static class Receipts
{
    internal static Digest RootOf(Block block, IHasher hasher) =>
        MerkleTree.Root(hasher, LeavesOf(block, hasher));

    internal static Digest[] LeavesOf(Block block, IHasher hasher) =>
        MerkleTree.LeafHashes(hasher, [.. block.Receipts.Select(receipt => receipt.Memory)]);

    internal static Receipt? Parse(ByteString encoded) => TryParse(Receipt.Parser, encoded);

    internal static T? TryParse<T>(MessageParser<T> parser, ByteString encoded)
        where T : class, IMessage<T>
    {
        try
        {
            return parser.ParseFrom(encoded);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
