namespace Ledger.Audit.Archive;

/// <summary>What an archive never exceeds (docs/spec/archive.md). Each is looked at before memory is taken for what it bounds.</summary>
public static class ArchiveLimits
{
    /// <summary>Most blocks in a chunk.</summary>
    public const int ChunkBlocksMax = 1_024;

    /// <summary>Longest chunk, compressed, in bytes.</summary>
    public const int ChunkFileBytesMax = 17 * 1024 * 1024;

    /// <summary>Longest chunk, uncompressed, in bytes.</summary>
    public const int ChunkBytesMax = 16 * 1024 * 1024;

    /// <summary>Longest record of a block, which fits a message of 4 MiB, with its certificate of 128 votes at most.</summary>
    public const int RecordBytesMax = 5 * 1024 * 1024;

    /// <summary>Longest line of the index, in bytes.</summary>
    public const int LineBytesMax = 160;
}
