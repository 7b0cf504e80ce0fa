using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Client;

/// <summary>A final block: header proven by its certificate, transactions and receipts proven by the header.</summary>
public sealed record VerifiedBlock
{
    /// <summary>The header.</summary>
    public required BlockHeader Header { get; init; }

    /// <summary>The header's hash.</summary>
    public required Digest Hash { get; init; }

    /// <summary>The ordered batch; null for block 0 and where what was ordered could not be read.</summary>
    public Batch? Batch { get; init; }

    /// <summary>Ids of the transactions, in order; null where the bytes are no transaction.</summary>
    public required IReadOnlyList<Digest?> TransactionIds { get; init; }

    /// <summary>One receipt for each transaction.</summary>
    public required IReadOnlyList<Receipt> Receipts { get; init; }

    /// <summary>All that happened in the block, in order; the cursor, which one block alone does not say, is 0.</summary>
    public IEnumerable<EventRecord> Events => Receipts.SelectMany((receipt, index) => receipt.Events.Select((fact, place) => new EventRecord
    {
        Height = Header.Height,
        TransactionIndex = (uint)index,
        TransactionId = ByteString.CopyFrom(TransactionIds[index]!.Value.ToArray()),
        Time = Header.Time,
        Event = fact,
        EventIndex = (uint)place,
    }));

    /// <summary>Who signed it; null for block 0, and where a later block's certificate finalised it.</summary>
    public QuorumCertificate? Certificate { get; init; }
}
