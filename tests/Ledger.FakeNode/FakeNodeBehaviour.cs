using System.Collections.Concurrent;
using Grpc.Core;
using Ledger.Protocol.V1;

namespace Ledger.FakeNode;

/// <summary>What the fake node does otherwise than an honest one. Each hook changes an answer in place before it leaves.</summary>
public sealed class FakeNodeBehaviour
{
    /// <summary>Errors that the next submissions get, one each; null lets one through.</summary>
    public ConcurrentQueue<RpcException?> SubmitErrors { get; } = new();

    /// <summary>The refusal that a submission gets; null lets it through.</summary>
    public Func<SubmitRequest, RpcException?> Refusal { get; set; } = _ => null;

    /// <summary>Whether the submission that gets an error lands all the same, as when the answer is lost.</summary>
    public bool LandBeforeError { get; set; }

    /// <summary>The bytes of every submission, in order.</summary>
    public ConcurrentQueue<byte[]> Submitted { get; } = new();

    public Action<TransactionStatus> Transaction { get; set; } = _ => { };

    public Action<NodeStatus> Status { get; set; } = _ => { };

    public Action<GetStateResponse> State { get; set; } = _ => { };

    public Action<ListStateResponse> List { get; set; } = _ => { };

    public Action<GetBlockResponse> Block { get; set; } = _ => { };

    public Action<GetHistoryProofResponse> History { get; set; } = _ => { };

    public Action<EventRecord> Event { get; set; } = _ => { };

    public Action<ListEventsResponse> Events { get; set; } = _ => { };

    /// <summary>The receipt that submitted transactions land with; null for a plain one with two events.</summary>
    public Func<Ledger.Protocol.SignedTransaction, Receipt>? ReceiptOf { get; set; }

    /// <summary>Whether submissions are dropped silently.</summary>
    public bool Forget { get; set; }

    /// <summary>After how many events each stream breaks off; 0: never.</summary>
    public int EventsBeforeBreak { get; set; }

    /// <summary>Whether streams say beats where they are asked to, as they did not before there were any.</summary>
    public bool Beats { get; set; } = true;

    /// <summary>How many of the next streams say nothing more after their first beat, or at all where there are no beats.</summary>
    public int StreamsThatFallSilent;

    /// <summary>How often a stream was opened.</summary>
    public int Streams;
}
