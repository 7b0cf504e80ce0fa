namespace Ledger.Protocol;

// Refusals of a node: 2xxx.
public static partial class RefusalCatalog
{
    private static RefusalText[] NodeRefusals =>
    [
        new(RefusalCode.MempoolFull, "MEMPOOL_FULL",
            "The mempool is bounded; a full one answers at once (DESIGN §3).",
            "Wait a second and send the same bytes again, or to another node.",
            Transient: true),
        new(RefusalCode.NotReady, "NOT_READY",
            "A node answers only while it is in step with the chain (DESIGN §2).",
            "Send to another node, or again in a few seconds.",
            Transient: true),
        new(RefusalCode.HeightNotAvailable, "HEIGHT_NOT_AVAILABLE",
            "Reads are anchored in a final height that the node still keeps (DESIGN §5).",
            "Ask for a final height within the kept range, or for the newest.",
            Transient: true),
        new(RefusalCode.BadRequest, "BAD_REQUEST",
            "Every page, prefix and key has a stated limit (DESIGN §11).",
            "Keep to the limits that the message names."),
        new(RefusalCode.UnknownTransaction, "UNKNOWN_TRANSACTION",
            "A node knows the transactions it was given and those of its blocks (DESIGN §3).",
            "Send the same bytes; resubmitting is harmless.",
            Transient: true),
        new(RefusalCode.TooManyStreams, "TOO_MANY_STREAMS",
            "A node serves a bounded number of streams and waits, in all and for each caller; a full one makes room for who holds fewer (docs/spec/held-resources.md).",
            "Close a stream, wait, or use another node.",
            Transient: true),
        new(RefusalCode.StreamIdle, "STREAM_IDLE",
            "Whoever holds a stream of a node takes or brings something while it is its turn (docs/spec/held-resources.md).",
            "Open the stream again and go on from where you are.",
            Transient: true),
        new(RefusalCode.MempoolPartUsed, "MEMPOOL_PART_USED",
            "One signer's transactions take a part of the mempool and no more (docs/spec/held-resources.md).",
            "Wait until some of yours are in a block, and send the same bytes again.",
            Transient: true),
    ];
}
