namespace RocksDbSharp;

public abstract class Options<T> : OptionsHandle where T : Options<T>
{
    public T SetCreateIfMissing(bool value = true)
    {
        C.rocksdb_options_set_create_if_missing(Handle, C.Bool(value));
        return (T)this;
    }

    public T SetCreateMissingColumnFamilies(bool value = true)
    {
        C.rocksdb_options_set_create_missing_column_families(Handle, C.Bool(value));
        return (T)this;
    }

    public T SetParanoidChecks(bool value = true)
    {
        C.rocksdb_options_set_paranoid_checks(Handle, C.Bool(value));
        return (T)this;
    }

    public T IncreaseParallelism(int totalThreads)
    {
        C.rocksdb_options_increase_parallelism(Handle, totalThreads);
        return (T)this;
    }

    public T SetMaxOpenFiles(int value)
    {
        C.rocksdb_options_set_max_open_files(Handle, value);
        return (T)this;
    }

    public T SetMaxTotalWalSize(ulong n)
    {
        C.rocksdb_options_set_max_total_wal_size(Handle, n);
        return (T)this;
    }

    public T SetWalRecoveryMode(Recovery mode)
    {
        C.rocksdb_options_set_wal_recovery_mode(Handle, (int)mode);
        return (T)this;
    }

    public T SetMaxLogFileSize(ulong value)
    {
        C.rocksdb_options_set_max_log_file_size(Handle, (nuint)value);
        return (T)this;
    }

    public T SetKeepLogFileNum(ulong value)
    {
        C.rocksdb_options_set_keep_log_file_num(Handle, (nuint)value);
        return (T)this;
    }

    public T SetDbWriteBufferSize(ulong size)
    {
        C.rocksdb_options_set_db_write_buffer_size(Handle, (nuint)size);
        return (T)this;
    }

    public T SetWriteBufferSize(ulong value)
    {
        C.rocksdb_options_set_write_buffer_size(Handle, (nuint)value);
        return (T)this;
    }

    public T SetMaxWriteBufferNumber(int value)
    {
        C.rocksdb_options_set_max_write_buffer_number(Handle, value);
        return (T)this;
    }

    public T SetCompression(Compression value)
    {
        C.rocksdb_options_set_compression(Handle, (int)value);
        return (T)this;
    }

    public T SetBlockBasedTableFactory(BlockBasedTableOptions table_options)
    {
        C.rocksdb_options_set_block_based_table_factory(Handle, table_options.Handle);
        GC.KeepAlive(table_options);
        return (T)this;
    }
}
