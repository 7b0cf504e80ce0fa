namespace Ledger.Api;

/// <summary>Limits of a node's service.</summary>
public sealed record ApiOptions
{
    /// <summary>Largest message taken in, in bytes: a transaction and its request.</summary>
    public int RequestBytesMax { get; init; } = 80 * 1024;

    /// <summary>Largest answer, in bytes: a page of the state or a block.</summary>
    public int ResponseBytesMax { get; init; } = 4 * 1024 * 1024;

    /// <summary>Streams of events and blocks served at a time.</summary>
    public int StreamsMax { get; init; } = 256;

    /// <summary>Streams of scan sessions served at a time: two for each that is open.</summary>
    public int SessionStreamsMax { get; init; } = 8_192;

    /// <summary>Uploads and downloads of documents served at a time.</summary>
    public int DocumentStreamsMax { get; init; } = 128;

    /// <summary>How long an upload may bring nothing, or a download take nothing, before it is ended.</summary>
    public TimeSpan DocumentIdleMax { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Keys in one page of the state.</summary>
    public int PageMax { get; init; } = 1_000;

    /// <summary>Events read from the index at a time.</summary>
    public int EventsMax { get; init; } = 256;

    /// <summary>Headers between a transaction's and the certificate's that one answer carries.</summary>
    public int HeadersMax { get; init; } = 64;
}
