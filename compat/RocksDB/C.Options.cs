using System.Runtime.InteropServices;

namespace RocksDbSharp;

internal static unsafe partial class C
{
    [LibraryImport(Library)]
    internal static partial IntPtr rocksdb_options_create();

    [LibraryImport(Library)]
    internal static partial void rocksdb_options_destroy(IntPtr options);

    [LibraryImport(Library)]
    internal static partial void rocksdb_options_set_create_if_missing(IntPtr options, byte value);

    [LibraryImport(Library)]
    internal static partial void rocksdb_options_set_create_missing_column_families(IntPtr options, byte value);

    [LibraryImport(Library)]
    internal static partial void rocksdb_options_set_paranoid_checks(IntPtr options, byte value);

    [LibraryImport(Library)]
    internal static partial void rocksdb_options_increase_parallelism(IntPtr options, int totalThreads);

    [LibraryImport(Library)]
    internal static partial void rocksdb_options_set_max_open_files(IntPtr options, int value);

    [LibraryImport(Library)]
    internal static partial void rocksdb_options_set_max_total_wal_size(IntPtr options, ulong bytes);

    [LibraryImport(Library)]
    internal static partial void rocksdb_options_set_wal_recovery_mode(IntPtr options, int mode);

    [LibraryImport(Library)]
    internal static partial void rocksdb_options_set_max_log_file_size(IntPtr options, nuint bytes);

    [LibraryImport(Library)]
    internal static partial void rocksdb_options_set_keep_log_file_num(IntPtr options, nuint count);

    [LibraryImport(Library)]
    internal static partial void rocksdb_options_set_db_write_buffer_size(IntPtr options, nuint bytes);

    [LibraryImport(Library)]
    internal static partial void rocksdb_options_set_write_buffer_size(IntPtr options, nuint bytes);

    [LibraryImport(Library)]
    internal static partial void rocksdb_options_set_max_write_buffer_number(IntPtr options, int count);

    [LibraryImport(Library)]
    internal static partial void rocksdb_options_set_compression(IntPtr options, int compression);

    [LibraryImport(Library)]
    internal static partial void rocksdb_options_set_block_based_table_factory(IntPtr options, IntPtr tableOptions);

    [LibraryImport(Library)]
    internal static partial IntPtr rocksdb_block_based_options_create();

    [LibraryImport(Library)]
    internal static partial void rocksdb_block_based_options_destroy(IntPtr options);

    [LibraryImport(Library)]
    internal static partial void rocksdb_block_based_options_set_filter_policy(IntPtr options, IntPtr policy);

    [LibraryImport(Library)]
    internal static partial void rocksdb_block_based_options_set_block_cache(IntPtr options, IntPtr cache);

    [LibraryImport(Library)]
    internal static partial void rocksdb_block_based_options_set_block_size(IntPtr options, nuint bytes);

    [LibraryImport(Library)]
    internal static partial void rocksdb_block_based_options_set_cache_index_and_filter_blocks(IntPtr options, byte value);

    [LibraryImport(Library)]
    internal static partial void rocksdb_block_based_options_set_pin_l0_filter_and_index_blocks_in_cache(IntPtr options, byte value);

    [LibraryImport(Library)]
    internal static partial IntPtr rocksdb_filterpolicy_create_bloom(double bitsPerKey);

    [LibraryImport(Library)]
    internal static partial IntPtr rocksdb_filterpolicy_create_bloom_full(double bitsPerKey);

    [LibraryImport(Library)]
    internal static partial IntPtr rocksdb_cache_create_lru(nuint capacityBytes);

    [LibraryImport(Library)]
    internal static partial void rocksdb_cache_destroy(IntPtr cache);

    internal static byte Bool(bool value) => value ? (byte)1 : (byte)0;
}
