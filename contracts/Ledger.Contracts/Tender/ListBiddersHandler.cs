using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Tender;

namespace Ledger.Contracts.Tender;

/// <summary>
/// The bidders of a section that is opening, by their codes (唱标): those that the opening committed to, all of them. In a block after the
/// opening's, for names stand in a block whatever becomes of their call. A pause does not hold it back: bids were fixed at the opening.
/// </summary>
internal static class ListBiddersHandler
{
    internal static Refused Handle(ListBidders call, CallContext context)
    {
        if (SectionAccess.FindOpening(
            context, call.SectionCode, "ListBidders", out var key, out var section) is { IsRefused: true } notFound)
        {
            return notFound;
        }

        if (section.BiddersListedAt != 0)
        {
            return new Refused(
                RefusalCode.BiddersListed, $"The bidders of section {call.SectionCode} were listed at {section.BiddersListedAt}.");
        }

        if (section.OpenedHeight >= context.Block.Height)
        {
            return new Refused(
                RefusalCode.OpeningNotFinal,
                $"Section {call.SectionCode} is opening since block {section.OpenedHeight}, which is not final before block " +
                $"{context.Block.Height}.");
        }

        if (FieldRules.First(
            FieldRules.DigestBytes(call.Salt.Length, "The salt"),
            BidderLists.CheckCodes(call.BidderUsccs),
            BidderLists.CheckCommitments(call.Unnamed, "The commitment of a bidder without a code")) is { IsRefused: true } badForm)
        {
            return badForm;
        }

        if (CheckMatch(call, section, context, out var bidders) is { IsRefused: true } mismatch)
        {
            return mismatch;
        }

        foreach (var bidder in bidders)
        {
            var bidderKey = bidder.Uscc.Length == 0
                ? TenderTables.UnnamedBidderKey(call.SectionCode, bidder.Commitment.Span)
                : TenderTables.BidderKey(call.SectionCode, bidder.Uscc);
            TenderTables.Bidders.Write(context.State, bidderKey, bidder);
        }

        section.BiddersListedAt = context.Time;
        context.Record(TenderTables.Sections, key, section, "section.bidders_listed");
        return Refused.No;
    }

    private static Refused CheckMatch(ListBidders call, Section section, CallContext context, out IReadOnlyList<ListedBidder> bidders)
    {
        bidders = [];
        var count = call.BidderUsccs.Count + call.Unnamed.Count;
        if (count != section.Bidders)
        {
            return new Refused(
                RefusalCode.BidderListMismatch,
                $"{count} bidders are listed for section {call.SectionCode}; its opening committed to {section.Bidders}.");
        }

        var block = context.Block;
        ListedBidder Named(string uscc) => new()
        {
            Uscc = uscc,
            Commitment = ByteString.CopyFrom(
                BidderCommitments.Of(block.Hasher, block.ChainId, call.Salt.Span, call.SectionCode, uscc).ToArray()),
        };
        bidders = [.. call.BidderUsccs.Select(Named), .. call.Unnamed.Select(commitment => new ListedBidder { Commitment = commitment })];
        var ascending = bidders.Select(bidder => bidder.Commitment).ToList();
        ascending.Sort((left, right) => left.Span.SequenceCompareTo(right.Span));
        return BidderLists.Digest(ascending, context).Equals(section.BiddersDigest)
            ? Refused.No
            : new Refused(
                RefusalCode.BidderListMismatch,
                $"The codes and the salt give other commitments than those of section {call.SectionCode}'s opening.");
    }
}
