namespace Ledger.BidFiles;

/// <summary>How bid files are made.</summary>
public sealed record BidFileOptions
{
    /// <summary>Smallest segment, in bytes.</summary>
    public const int SegmentBytesMin = 4 * 1024;

    /// <summary>Largest segment, in bytes (CRYPTO §5).</summary>
    public const int SegmentBytesMax = 64 * 1024 * 1024;

    /// <summary>Plaintext of one segment, in bytes; a power of two.</summary>
    public int SegmentBytes { get; init; } = 1024 * 1024;

    /// <summary>Segments worked on at a time.</summary>
    public int Lanes { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, 8);

    /// <summary>Segments between two points from which a killed run goes on: what is behind them is on the disk.</summary>
    public int CheckpointSegments { get; init; } = 64;

    /// <summary>What the lanes may hold together, in bytes: huge segments are worked on one by one.</summary>
    internal int LanesFor(int segmentBytes) => (int)Math.Clamp(LaneBytesMax / segmentBytes, 1, Lanes);

    private const long LaneBytesMax = 64 * 1024 * 1024;
}
