using RocksDbSharp;

namespace Ledger.Storage.Rocks;

/// <summary>How RocksDB is set up for each table.</summary>
internal static class RocksTuning
{
    // 10 bits a key answer "is not there" without a disk read in 99 of 100 cases.
    private const int BloomBitsPerKey = 10;
    private const int BlockBytes = 16 * 1024;
    private const int WriteBuffersEachMax = 3;

    internal static DbOptions Database(RocksStoreOptions options, bool create) => new DbOptions()
        .SetCreateIfMissing(create)
        .SetCreateMissingColumnFamilies(true)
        .SetParanoidChecks(true)
        // A torn last record is an unfinished write and may go; damage before it is refused rather than silently cut off,
        // because what was durable (a validator's vote) must never be forgotten.
        .SetWalRecoveryMode(Recovery.TolerateCorruptedTailRecords)
        .SetMaxTotalWalSize((ulong)options.WriteAheadLogBytesMax)
        .SetDbWriteBufferSize((ulong)options.WriteBufferBytesMax)
        .SetMaxOpenFiles(options.OpenFilesMax)
        .IncreaseParallelism(options.BackgroundThreadsMax)
        .SetMaxLogFileSize((ulong)options.InfoLogBytesMax)
        .SetKeepLogFileNum((ulong)options.InfoLogFilesMax);

    internal static ColumnFamilies Tables(RocksStoreOptions options)
    {
        Cache cache = Cache.CreateLru((ulong)options.BlockCacheBytesMax);
        BlockBasedTableOptions scanned = Layout(cache);
        BlockBasedTableOptions probed = Layout(cache).SetFilterPolicy(BloomFilterPolicy.Create(BloomBitsPerKey, false));
        ulong writeBufferBytes = (ulong)options.WriteBufferBytesMax / 4;
        var families = new ColumnFamilies();
        foreach (StoreTable table in StoreTables.All)
        {
            families.Add(StoreTables.NameOf(table), new ColumnFamilyOptions()
                .SetWriteBufferSize(writeBufferBytes)
                .SetMaxWriteBufferNumber(WriteBuffersEachMax)
                .SetCompression(HoldsMostlyHashes(table) ? Compression.No : Compression.Lz4)
                .SetBlockBasedTableFactory(IsAskedForMissingKeys(table) ? probed : scanned));
        }

        return families;
    }

    // Index and filter blocks count against the cache, so that memory has one bound whatever the size of the chain.
    private static BlockBasedTableOptions Layout(Cache cache) => new BlockBasedTableOptions()
        .SetBlockSize(BlockBytes)
        .SetBlockCache(cache)
        .SetCacheIndexAndFilterBlocks(true)
        .SetPinL0FilterAndIndexBlocksInCache(true);

    private static bool IsAskedForMissingKeys(StoreTable table) =>
        table is StoreTable.Transactions or StoreTable.StateLatest or StoreTable.StateNodes;

    private static bool HoldsMostlyHashes(StoreTable table) =>
        table is StoreTable.Transactions or StoreTable.StateNodes or StoreTable.Votes;
}
