using Ledger.State;

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

    /// <summary>Calls that wait for a transaction at a time.</summary>
    public int WaitsMax { get; init; } = 20_000;

    /// <summary>
    /// Which part of each of these one caller may hold: a quarter where this is 4. Whoever holds less than another gets a place all the
    /// same (docs/spec/held-resources.md); the part bounds what one caller can make the node end and begin again.
    /// </summary>
    public int CallerPart { get; init; } = 4;

    /// <summary>How many one caller may hold where <paramref name="heldMax"/> are held in all.</summary>
    public int PartOf(int heldMax) => heldMax / CallerPart;

    /// <summary>
    /// How long the other side of a stream may take nothing or bring nothing, while it is its turn, before the stream is ended.
    /// </summary>
    public TimeSpan StreamIdleMax { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long one call waits for a transaction; then it answers how the transaction stands.</summary>
    public TimeSpan WaitMax { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Proofs at a time, waiting ones included, of heights whose state is to be made again first (<see cref="IStateHistory.IsAtHand"/>).
    /// </summary>
    public int PastProofsMax { get; init; } = 16;

    /// <summary>
    /// Most of one core that such proofs take: a quarter where this is 4. After one, the next waits for three times as long as it took.
    /// </summary>
    public int PastProofsPart { get; init; } = 4;

    /// <summary>Keys in one page of the state.</summary>
    public int PageMax { get; init; } = 1_000;

    /// <summary>Events read from the index at a time, and in one page.</summary>
    public int EventsMax { get; init; } = 256;

    /// <summary>Bytes of the events in one page; a single larger event makes a page of its own.</summary>
    public int EventPageBytesMax { get; init; } = 1024 * 1024;

    /// <summary>Events looked at for one page of a type.</summary>
    public int EventsLookedAtMax { get; init; } = 8_192;

    /// <summary>The shortest silence after which a stream of events can be asked to say that it is alive, in milliseconds.</summary>
    public uint HeartbeatMsMin { get; init; } = 1_000;

    /// <summary>The longest one, in milliseconds.</summary>
    public uint HeartbeatMsMax { get; init; } = 60_000;

    /// <summary>Headers between a transaction's and the certificate's that one answer carries.</summary>
    public int HeadersMax { get; init; } = 64;

    /// <summary>Blocks kept with their trees while proofs in them are asked for.</summary>
    public int ProvenBlocksMax { get; init; } = 256;

    /// <summary>Memory for such blocks, in bytes.</summary>
    public long ProvenBytesMax { get; init; } = 64L * 1024 * 1024;
}
