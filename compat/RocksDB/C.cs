using System.Runtime.InteropServices;

namespace RocksDbSharp;

/// <summary>The functions of <c>rocksdb/c.h</c> 7.8 that the classes here call. <c>size_t</c> is nuint, <c>unsigned char</c> as truth value a byte.</summary>
internal static unsafe partial class C
{
    private const string Library = "librocksdb.so.7.8";

    [LibraryImport(Library)]
    internal static partial void rocksdb_free(IntPtr pointer);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial IntPtr rocksdb_open_column_families(
        IntPtr options, string name, int count, IntPtr* names, IntPtr* columnFamilyOptions, IntPtr* handles, out IntPtr error);

    [LibraryImport(Library)]
    internal static partial void rocksdb_close(IntPtr db);

    [LibraryImport(Library)]
    internal static partial void rocksdb_column_family_handle_destroy(IntPtr handle);

    [LibraryImport(Library)]
    internal static partial IntPtr rocksdb_get_pinned_cf(IntPtr db, IntPtr options, IntPtr cf, byte* key, nuint keyLength, out IntPtr error);

    [LibraryImport(Library)]
    internal static partial byte* rocksdb_pinnableslice_value(IntPtr slice, out nuint length);

    [LibraryImport(Library)]
    internal static partial void rocksdb_pinnableslice_destroy(IntPtr slice);

    [LibraryImport(Library)]
    internal static partial void rocksdb_write(IntPtr db, IntPtr options, IntPtr batch, out IntPtr error);

    [LibraryImport(Library)]
    internal static partial IntPtr rocksdb_writebatch_create();

    [LibraryImport(Library)]
    internal static partial void rocksdb_writebatch_destroy(IntPtr batch);

    [LibraryImport(Library)]
    internal static partial void rocksdb_writebatch_put_cf(IntPtr batch, IntPtr cf, byte* key, nuint keyLength, byte* value, nuint valueLength);

    [LibraryImport(Library)]
    internal static partial void rocksdb_writebatch_delete_cf(IntPtr batch, IntPtr cf, byte* key, nuint keyLength);

    [LibraryImport(Library)]
    internal static partial IntPtr rocksdb_writeoptions_create();

    [LibraryImport(Library)]
    internal static partial void rocksdb_writeoptions_destroy(IntPtr options);

    [LibraryImport(Library)]
    internal static partial void rocksdb_writeoptions_set_sync(IntPtr options, byte value);

    [LibraryImport(Library)]
    internal static partial IntPtr rocksdb_readoptions_create();

    [LibraryImport(Library)]
    internal static partial void rocksdb_readoptions_destroy(IntPtr options);

    [LibraryImport(Library)]
    internal static partial void rocksdb_readoptions_set_snapshot(IntPtr options, IntPtr snapshot);

    [LibraryImport(Library)]
    internal static partial void rocksdb_readoptions_set_iterate_lower_bound(IntPtr options, IntPtr key, nuint length);

    [LibraryImport(Library)]
    internal static partial void rocksdb_readoptions_set_iterate_upper_bound(IntPtr options, IntPtr key, nuint length);

    [LibraryImport(Library)]
    internal static partial IntPtr rocksdb_create_iterator_cf(IntPtr db, IntPtr options, IntPtr cf);

    [LibraryImport(Library)]
    internal static partial void rocksdb_iter_destroy(IntPtr iterator);

    [LibraryImport(Library)]
    internal static partial byte rocksdb_iter_valid(IntPtr iterator);

    [LibraryImport(Library)]
    internal static partial void rocksdb_iter_seek_to_first(IntPtr iterator);

    [LibraryImport(Library)]
    internal static partial void rocksdb_iter_seek_to_last(IntPtr iterator);

    [LibraryImport(Library)]
    internal static partial void rocksdb_iter_next(IntPtr iterator);

    [LibraryImport(Library)]
    internal static partial void rocksdb_iter_prev(IntPtr iterator);

    [LibraryImport(Library)]
    internal static partial byte* rocksdb_iter_key(IntPtr iterator, out nuint length);

    [LibraryImport(Library)]
    internal static partial byte* rocksdb_iter_value(IntPtr iterator, out nuint length);

    [LibraryImport(Library)]
    internal static partial void rocksdb_iter_get_error(IntPtr iterator, out IntPtr error);

    [LibraryImport(Library)]
    internal static partial IntPtr rocksdb_create_snapshot(IntPtr db);

    [LibraryImport(Library)]
    internal static partial void rocksdb_release_snapshot(IntPtr db, IntPtr snapshot);

    [LibraryImport(Library)]
    internal static partial IntPtr rocksdb_checkpoint_object_create(IntPtr db, out IntPtr error);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void rocksdb_checkpoint_create(IntPtr checkpoint, string directory, ulong logSizeForFlush, out IntPtr error);

    [LibraryImport(Library)]
    internal static partial void rocksdb_checkpoint_object_destroy(IntPtr checkpoint);

    /// <summary>Throws what the library reported, if anything; the exception frees the string.</summary>
    internal static void ThrowIfError(IntPtr error)
    {
        if (error != IntPtr.Zero)
        {
            throw new RocksDbException(error);
        }
    }

    internal static byte[] Copy(byte* start, nuint length) => new ReadOnlySpan<byte>(start, checked((int)length)).ToArray();
}
