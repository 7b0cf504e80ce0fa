using System.IO.Compression;
using System.Text.Json;
using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Storage;
using Ledger.TestConsortium;

namespace Ledger.Node.Tests.Upgrade;

/// <summary>A dump of an older version's store, and what that version said of it.</summary>
internal sealed class OldStore
{
    private readonly List<(StoreTable Table, byte[] Key, byte[] Value)> _entries;

    private OldStore(JsonElement dump)
    {
        Genesis = GenesisFile.Parse(dump.GetProperty("genesis").GetBytesFromBase64());
        Final = dump.GetProperty("final").GetUInt64();
        Headers = [.. dump.GetProperty("headers").EnumerateArray().Select(header => ByteString.CopyFrom(header.GetBytesFromBase64()))];
        Events = [.. dump.GetProperty("events").EnumerateArray().Select(one => one.GetString()!)];
        _entries =
        [
            .. dump.GetProperty("entries").EnumerateArray().Select(
                entry => (Enum.Parse<StoreTable>(entry[0].GetString()!), entry[1].GetBytesFromBase64(), entry[2].GetBytesFromBase64())),
        ];
    }

    internal GenesisFile Genesis { get; }

    internal ulong Final { get; }

    /// <summary>Of block 0 and all others.</summary>
    internal IReadOnlyList<ByteString> Headers { get; }

    /// <summary>Cursor, height, transaction, place in its receipt, transaction's id and type of each.</summary>
    internal IReadOnlyList<string> Events { get; }

    internal static OldStore Read(string version)
    {
        var packed = Convert.FromBase64String(
            File.ReadAllText(Repository.PathOf($"tests/Ledger.Node.Tests/Upgrade/store-{version}.txt")));
        using var unpacked = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        return new OldStore(JsonDocument.Parse(unpacked).RootElement);
    }

    internal void WriteTo(IStore store)
    {
        var write = new WriteSet();
        _entries.ForEach(entry => write.Put(entry.Table, entry.Key, entry.Value));
        store.Write(write, durable: true);
    }

    /// <summary>The blocks' batches as ordered, from block 1 on.</summary>
    internal IEnumerable<(int Height, ReadOnlyMemory<byte> Batch)> Batches() =>
        _entries.Where(entry => entry.Table == StoreTable.Blocks).Skip(1)
            .Select((entry, i) => (i + 1, Block.Parser.ParseFrom(entry.Value).Batch.Memory));

    /// <summary>A batch of validator 0 at a place of this chain.</summary>
    internal byte[] Ordered(ulong sequence, byte[] batch) => BatchBytes.Ordered(
        batch, TestChain.SignerOf(0).Sign(BatchBytes.Message(Genesis.ChainId, sequence, BatchBytes.DigestOf(Genesis.Hasher, batch))));
}
