using Google.Protobuf;
using Ledger.Protocol;

namespace Ledger.Audit.Replay;

/// <summary>Where a replay came to something else than the chain says.</summary>
/// <param name="Height">The block.</param>
/// <param name="What">The field, or the proof that does not hold.</param>
/// <param name="Expected">What the chain says.</param>
/// <param name="Computed">What came out of executing it again.</param>
public sealed record ReplayDifference(ulong Height, string What, string Expected, string Computed);

/// <summary>Names the first difference of a block.</summary>
internal static class Difference
{
    /// <summary>The first field in which the claimed header differs; null where it is the one computed.</summary>
    internal static ReplayDifference? OfHeader(ReadOnlySpan<byte> encoded, BlockHeader computed)
    {
        if (!BlockHeader.TryDecode(encoded, out var claimed))
        {
            return new ReplayDifference(
                computed.Height, "header encoding", $"{BlockHeader.EncodedBytes} canonical bytes", $"{encoded.Length} bytes");
        }

        if (claimed == computed)
        {
            return null;
        }

        (string What, object Claimed, object Computed)[] fields =
        [
            ("chain id", claimed.ChainId, computed.ChainId),
            ("height", claimed.Height, computed.Height),
            ("time", claimed.Time, computed.Time),
            ("previous hash", claimed.Previous, computed.Previous),
            ("transactions root", claimed.TransactionsRoot, computed.TransactionsRoot),
            ("receipts root", claimed.ReceiptsRoot, computed.ReceiptsRoot),
            ("state root", claimed.StateRoot, computed.StateRoot),
            ("history root", claimed.HistoryRoot, computed.HistoryRoot),
            ("validators hash", claimed.ValidatorsHash, computed.ValidatorsHash),
            ("proposer", claimed.Proposer, computed.Proposer),
            ("rule version", claimed.RuleVersion, computed.RuleVersion),
        ];
        var (what, expected, came) = fields.First(field => !field.Claimed.Equals(field.Computed));
        return new ReplayDifference(computed.Height, what, $"{expected}", $"{came}");
    }

    /// <summary>The first receipt that differs; null where all are the ones computed.</summary>
    internal static ReplayDifference? OfReceipts(ulong height, IReadOnlyList<ByteString> claimed, IReadOnlyList<byte[]> computed)
    {
        for (var i = 0; i < computed.Count; i++)
        {
            if (i >= claimed.Count || !claimed[i].Span.SequenceEqual(computed[i]))
            {
                return new ReplayDifference(height, $"receipt {i}", "as stored", "another");
            }
        }

        return claimed.Count == computed.Count
            ? null
            : new ReplayDifference(height, "receipts", $"{claimed.Count}", $"{computed.Count}");
    }
}
