using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Schema;

namespace Ledger.Contracts.Tender;

/// <summary>
/// The form of an opening's commitments and of the list that follows them: ascending, so that a double shows and the order tells nothing.
/// </summary>
internal static class BidderLists
{
    /// <summary>Whether each has 32 bytes and is above the one before.</summary>
    internal static Refused CheckCommitments(IReadOnlyList<ByteString> commitments, string field)
    {
        for (var i = 0; i < commitments.Count; i++)
        {
            if (FieldRules.DigestBytes(commitments[i].Length, field) is { IsRefused: true } badLength)
            {
                return badLength;
            }

            if (i > 0 && commitments[i - 1].Span.SequenceCompareTo(commitments[i].Span) is >= 0 and var order)
            {
                return Twice($"{field} at place {i + 1} is {(order == 0 ? "the one before it again" : "below the one before it")}");
            }
        }

        return Refused.No;
    }

    /// <summary>Whether each is a code and above the one before.</summary>
    internal static Refused CheckCodes(IReadOnlyList<string> codes)
    {
        for (var i = 0; i < codes.Count; i++)
        {
            if (FieldRules.Uscc(codes[i], "A bidder's code") is { IsRefused: true } badCode)
            {
                return badCode;
            }

            if (i > 0 && string.CompareOrdinal(codes[i - 1], codes[i]) is >= 0 and var order)
            {
                return Twice(order == 0 ? $"Bidder {codes[i]} is listed twice" : $"Bidder {codes[i]} is listed after {codes[i - 1]}");
            }
        }

        return Refused.No;
    }

    /// <summary>What the section keeps of the commitments.</summary>
    internal static ByteString Digest(IEnumerable<ByteString> ascending, CallContext context) => ByteString.CopyFrom(
        BidderCommitments.ListDigest(context.Block.Hasher, ascending.Select(commitment => commitment.Memory)).ToArray());

    private static Refused Twice(string what) =>
        new(RefusalCode.BidderTwice, $"{what}; each stands once, in ascending order.");
}
