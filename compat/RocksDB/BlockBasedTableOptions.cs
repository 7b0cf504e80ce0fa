namespace RocksDbSharp;

public class BlockBasedTableOptions
{
    public BlockBasedTableOptions() => Handle = C.rocksdb_block_based_options_create();

    ~BlockBasedTableOptions()
    {
        C.rocksdb_block_based_options_destroy(Handle);
        Handle = IntPtr.Zero;
    }

    public IntPtr Handle { get; protected set; }

    public BlockBasedTableOptions SetBlockSize(ulong blockSize)
    {
        C.rocksdb_block_based_options_set_block_size(Handle, (nuint)blockSize);
        return this;
    }

    /// <summary>The library takes the policy over: give each policy to one table's options only.</summary>
    public BlockBasedTableOptions SetFilterPolicy(BloomFilterPolicy filterPolicy)
    {
        C.rocksdb_block_based_options_set_filter_policy(Handle, filterPolicy.Handle);
        return this;
    }

    public BlockBasedTableOptions SetBlockCache(Cache blockCache)
    {
        C.rocksdb_block_based_options_set_block_cache(Handle, blockCache.Handle);
        GC.KeepAlive(blockCache);
        return this;
    }

    public BlockBasedTableOptions SetCacheIndexAndFilterBlocks(bool cacheIndexAndFilterBlocks)
    {
        C.rocksdb_block_based_options_set_cache_index_and_filter_blocks(Handle, C.Bool(cacheIndexAndFilterBlocks));
        return this;
    }

    public BlockBasedTableOptions SetPinL0FilterAndIndexBlocksInCache(bool pinL0FilterAndIndexBlocksInCache)
    {
        C.rocksdb_block_based_options_set_pin_l0_filter_and_index_blocks_in_cache(Handle, C.Bool(pinL0FilterAndIndexBlocksInCache));
        return this;
    }
}
