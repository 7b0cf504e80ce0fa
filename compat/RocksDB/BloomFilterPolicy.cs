namespace RocksDbSharp;

public class BloomFilterPolicy
{
    private BloomFilterPolicy(IntPtr handle) => Handle = handle;

    public IntPtr Handle { get; protected set; }

    public static BloomFilterPolicy Create(int bits_per_key = 10, bool block_based_builder = true) => new(block_based_builder
        ? C.rocksdb_filterpolicy_create_bloom(bits_per_key)
        : C.rocksdb_filterpolicy_create_bloom_full(bits_per_key));
}
