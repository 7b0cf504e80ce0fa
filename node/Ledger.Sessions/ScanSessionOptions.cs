namespace Ledger.Sessions;

/// <summary>Limits of a node's scan sessions.</summary>
public sealed record ScanSessionOptions
{
    /// <summary>Sessions in memory at a time, ended ones that are not yet forgotten included.</summary>
    public int SessionsMax { get; init; } = 20_000;

    /// <summary>Sessions that one centre may open in a second, on average.</summary>
    public int CentreOpensPerSecond { get; init; } = 200;

    /// <summary>Sessions that one centre may open at once, after a pause.</summary>
    public int CentreOpensBurst { get; init; } = 1_000;

    /// <summary>How long an ended session is kept, so that both sides learn its end and nothing is replayed, milliseconds.</summary>
    public long KeepEndedMs { get; init; } = 120_000;

    /// <summary>How long after CONFIRMED the phone may give the result that its answer committed to, milliseconds.</summary>
    public long ResultMs { get; init; } = 60_000;

    /// <summary>How far a session's iat may be from the node's clock, milliseconds.</summary>
    public long ClockSkewMs { get; init; } = 30_000;

    /// <summary>Frames of one direction of one session.</summary>
    public int RelayFramesMax { get; init; } = 128;

    /// <summary>Bytes of frames of one session, both directions.</summary>
    public int RelayBytesMax { get; init; } = 4 * 1024 * 1024;

    /// <summary>Bytes of frames and sealed details of all sessions.</summary>
    public long BytesMax { get; init; } = 256 * 1024 * 1024;

    /// <summary>Which part of sessions and of bytes one centre may take: a quarter where this is 4.</summary>
    public int CentrePart { get; init; } = 4;
}
