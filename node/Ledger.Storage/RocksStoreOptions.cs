namespace Ledger.Storage;

/// <summary>The limits of one node's store. The defaults suit a machine of 2 cores that may hold several nodes.</summary>
public sealed record RocksStoreOptions
{
    private const long MiB = 1024 * 1024;

    /// <summary>Memory for blocks, indexes and bloom filters of all tables together, in bytes; at least 1 MiB.</summary>
    public long BlockCacheBytesMax { get; init; } = 128 * MiB;

    /// <summary>Memory for writes not yet in a table file, all tables together, in bytes; at least 1 MiB.</summary>
    public long WriteBufferBytesMax { get; init; } = 96 * MiB;

    /// <summary>
    /// Size at which the write-ahead log forces the oldest buffer to disk, in bytes; at least 1 MiB. Bounds the time to open.
    /// </summary>
    public long WriteAheadLogBytesMax { get; init; } = 256 * MiB;

    /// <summary>Open table files, 16 or more.</summary>
    public int OpenFilesMax { get; init; } = 512;

    /// <summary>Threads for flushes and compactions, 1 to 64; they are shared by all stores of the process.</summary>
    public int BackgroundThreadsMax { get; init; } = 2;

    /// <summary>Size of one file of RocksDB's own log, in bytes; at least 64 KiB.</summary>
    public long InfoLogBytesMax { get; init; } = 4 * MiB;

    /// <summary>Files of RocksDB's own log that are kept, 1 or more.</summary>
    public int InfoLogFilesMax { get; init; } = 4;

    /// <summary>
    /// Disk space that is left free, in bytes; 0 or more. A write that would leave less is refused as <see cref="StorageError.DiskFull"/>,
    /// and so is opening: the engine needs room to write its buffers out and to merge tables, and a log cut off by a full disk stops the
    /// process without a word to the operator.
    /// </summary>
    public long FreeDiskBytesMin { get; init; } = 256 * MiB;

    /// <summary>Every setting that is out of range, in words; empty when all are good.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        AtLeast(problems, nameof(BlockCacheBytesMax), BlockCacheBytesMax, MiB);
        AtLeast(problems, nameof(WriteBufferBytesMax), WriteBufferBytesMax, MiB);
        AtLeast(problems, nameof(WriteAheadLogBytesMax), WriteAheadLogBytesMax, MiB);
        AtLeast(problems, nameof(OpenFilesMax), OpenFilesMax, 16);
        AtLeast(problems, nameof(BackgroundThreadsMax), BackgroundThreadsMax, 1);
        AtLeast(problems, nameof(InfoLogBytesMax), InfoLogBytesMax, 64 * 1024);
        AtLeast(problems, nameof(InfoLogFilesMax), InfoLogFilesMax, 1);
        AtLeast(problems, nameof(FreeDiskBytesMin), FreeDiskBytesMin, 0);
        if (BackgroundThreadsMax > 64)
        {
            problems.Add($"{nameof(BackgroundThreadsMax)} is {BackgroundThreadsMax}, and must be at most 64.");
        }

        return problems;
    }

    private static void AtLeast(List<string> problems, string name, long value, long minimum)
    {
        if (value < minimum)
        {
            problems.Add($"{name} is {value}, and must be at least {minimum}.");
        }
    }
}
