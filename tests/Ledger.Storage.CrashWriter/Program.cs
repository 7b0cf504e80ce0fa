using System.Buffers.Binary;
using System.Globalization;
using Ledger.Storage;
using Ledger.Storage.CrashWriter;

// Usage: Ledger.Storage.CrashWriter write|state|hold DIRECTORY
//   write: batches without end, each over several tables; prints a batch's number once it is durable. Every third is durable.
//   state: blocks of a state without end, with checkpoints of its trie; prints a block's height once it is durable.
//   hold:  opens the directory, prints "open", and keeps it until standard input ends.
byte[] genesis = new byte[DataDirectory.DigestBytes];
Array.Fill(genesis, (byte)7);
using DataDirectory directory = DataDirectory.Open(args[1], genesis, new RocksStoreOptions { WriteBufferBytesMax = 2 * 1024 * 1024 });
if (args[0] == "hold")
{
    Console.WriteLine("open");
    Console.In.ReadToEnd();
    return;
}

if (args[0] == "state")
{
    foreach ((ulong height, _) in StateBlocks.WriteOn(directory.Store))
    {
        Console.WriteLine(height.ToString(CultureInfo.InvariantCulture));
    }

    return;
}

StoreTable[] tables = [StoreTable.Blocks, StoreTable.Transactions, StoreTable.StateNodes, StoreTable.StateLatest, StoreTable.Votes];
byte[]? last = directory.Store.Scan(StoreTable.Blocks, default, default, reverse: true).Select(entry => entry.Key).FirstOrDefault();
for (uint number = last is null ? 1 : BinaryPrimitives.ReadUInt32BigEndian(last) + 1; ; number++)
{
    var batch = new WriteSet();
    byte[] key = new byte[4];
    BinaryPrimitives.WriteUInt32BigEndian(key, number);
    foreach (StoreTable table in tables)
    {
        byte[] value = new byte[4 + (number * 37 % 900)];
        key.CopyTo(value, 0);
        batch.Put(table, key, value);
    }

    bool durable = number % 3 == 0;
    directory.Store.Write(batch, durable);
    if (durable)
    {
        Console.WriteLine(number.ToString(CultureInfo.InvariantCulture));
    }
}
