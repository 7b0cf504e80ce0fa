using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Guarantee;
using GuaranteeRecord = Ledger.Protocol.V1.Guarantee;

namespace Ledger.Contracts;

/// <summary>The invariants of guarantees: amounts, ends that stay ends, and one live guarantee for each section and bidder.</summary>
internal static class GuaranteeInvariants
{
    internal static string? Check(StateTransition change, IStateReader after, long time)
    {
        if (change.After is null)
        {
            return "a guarantee is never removed";
        }

        var guarantee = GuaranteeRecord.Parser.ParseFrom(change.After);
        var before = change.Before is null ? null : GuaranteeRecord.Parser.ParseFrom(change.Before);
        return CheckAmounts(guarantee)
            ?? CheckTransition(before, guarantee) ?? CheckTerms(guarantee, after) ?? CheckIndexed(guarantee, after, time);
    }

    /// <summary>A bidder's entry may be replaced only once the guarantee that it named is no longer live.</summary>
    internal static string? CheckBidder(StateTransition change, IStateReader after, long time)
    {
        if (change.After is null)
        {
            return "a bidder's entry is never removed";
        }

        if (change.Before is null || change.Before.AsSpan().SequenceEqual(change.After))
        {
            return null;
        }

        var replaced = GuaranteeRef.Parser.ParseFrom(change.Before);
        var guarantee = GuaranteeTables.Guarantees.Read(after, GuaranteeTables.Guarantees.Key(replaced.GuaranteeId.Span));
        return guarantee is not null && GuaranteeRules.IsLive(guarantee, time)
            ? $"the entry is replaced while guarantee {GuaranteeRules.Name(replaced.GuaranteeId.Span)} is live"
            : null;
    }

    // Sealed and surrendered records show nothing, merged ones are shown by the guarantee that they amend, and all others show their own
    // terms.
    private static string? CheckTerms(GuaranteeRecord guarantee, IStateReader after)
    {
        var showsNone = guarantee.State is GuaranteeState.IssuedSealed or GuaranteeState.Surrendered or GuaranteeState.Merged;
        if (showsNone != guarantee.Terms is null)
        {
            return showsNone
                ? $"a guarantee that is {guarantee.State} shows terms"
                : $"a guarantee that is {guarantee.State} shows no terms";
        }

        return guarantee.State != GuaranteeState.Merged ||
            IsVersionOfAnother(guarantee, after) ? null : "a merged version is none of the guarantee that it amends";
    }

    private static bool IsVersionOfAnother(GuaranteeRecord merged, IStateReader after) =>
        GuaranteeTables.Guarantees.Read(after, GuaranteeTables.Guarantees.Key(merged.Amends.Span)) is { } amended
        && amended.Versions.Any(version => version.RecordId.Equals(merged.GuaranteeId));

    private static string? CheckTransition(GuaranteeRecord? before, GuaranteeRecord after)
    {
        if (before is null)
        {
            // A guarantee may be issued and surrendered, or issued and revealed, in one block; but it always begins sealed.
            return after.State == GuaranteeState.Unspecified ? "the guarantee has no state" : null;
        }

        // A void surrender gives way to a reveal – of a first version with its terms, of a later one into the guarantee that it amends –
        // and to nothing else.
        var isEnd = GuaranteeRules.IsEnd(before.State)
            || (before.State == GuaranteeState.Surrendered && after.Terms is null && after.State != GuaranteeState.Merged);
        if (isEnd && !before.Equals(after))
        {
            return $"the guarantee had ended as {before.State} and is changed";
        }

        if (before.State != GuaranteeState.IssuedSealed && after.State == GuaranteeState.IssuedSealed)
        {
            return $"a guarantee that was {before.State} is sealed again";
        }

        return CheckVersion(before, after);
    }

    private static string? CheckVersion(GuaranteeRecord before, GuaranteeRecord after)
    {
        if (after.Version < before.Version)
        {
            return "a version is taken back";
        }

        return before.Terms is { } was && after.Terms is { } now && (now.AmountFen < was.AmountFen || now.ValidUntil < was.ValidUntil)
            ? "a guarantee is lowered or shortened"
            : before.PaidFen > after.PaidFen ? "a payment is taken back" : null;
    }

    private static string? CheckAmounts(GuaranteeRecord guarantee)
    {
        if (guarantee.PaidFen < 0 || guarantee.Claim is { AmountFen: < 0 })
        {
            return "an amount is negative";
        }

        if (guarantee.Terms is not { } terms)
        {
            return guarantee.PaidFen > 0 ? "a sealed guarantee is paid" : null;
        }

        if (terms.AmountFen < 0 || terms.PremiumFen < 0)
        {
            return "an amount is negative";
        }

        return guarantee.PaidFen > terms.AmountFen ? $"{guarantee.PaidFen} fen are paid of {terms.AmountFen}" : null;
    }

    // Every live guarantee is the one that its bidder's entry names; an entry names one. So two are never live for one bidder.
    private static string? CheckIndexed(GuaranteeRecord guarantee, IStateReader after, long time)
    {
        if (guarantee.Terms is not { } terms || !GuaranteeRules.IsLive(guarantee, time))
        {
            return null;
        }

        var entry = GuaranteeTables.ByBidder.Read(after, GuaranteeTables.BidderKey(terms.SectionCode, terms.ApplicantUscc));
        return entry is not null && entry.GuaranteeId.Equals(guarantee.GuaranteeId)
            ? null
            : "a live guarantee is not the one of its section and bidder";
    }
}
