using Google.Protobuf;
using Ledger.Contracts.Tender;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using GuaranteeRecord = Ledger.Protocol.V1.Guarantee;

namespace Ledger.Contracts.Guarantee;

/// <summary>
/// The section's centre reveals the section's guarantees, once the section is opening. A guarantee counts only from here on, and only
/// where its terms match its commitment and the section (DOMAIN §2, ISSUED_SEALED→REVEALED).
/// </summary>
internal static class OpenGuaranteesHandler
{
    internal const int BatchMax = 64;

    internal static Refused Handle(OpenGuarantees call, CallContext context)
    {
        if (SectionRules.FindOwn(context, call.SectionCode, out _, out var section) is { IsRefused: true } notFound)
        {
            return notFound;
        }

        if (!SectionRules.IsOpen(section))
        {
            return new Refused(
                RefusalCode.SectionNotOpen,
                $"Section {call.SectionCode} is {SectionRules.EffectiveState(section, context.Time)}; guarantees are revealed from its opening on.");
        }

        if (call.Guarantees.Count is 0 or > BatchMax)
        {
            return new Refused(RefusalCode.BadCount, $"The call reveals {call.Guarantees.Count} guarantees; it must reveal 1 to {BatchMax}.");
        }

        foreach (var opened in call.Guarantees)
        {
            if (Reveal(opened, section, context) is { IsRefused: true } refused)
            {
                return refused;
            }
        }

        return Refused.No;
    }

    private static Refused Reveal(OpenedGuarantee opened, Section section, CallContext context)
    {
        if (GuaranteeRules.Find(context.State, opened.GuaranteeId.Span, out var key, out var guarantee) is { IsRefused: true } notFound)
        {
            return notFound;
        }

        if (GuaranteeRules.RequireState(guarantee, context.Time, "OpenGuarantees", GuaranteeState.IssuedSealed) is { IsRefused: true } wrongState)
        {
            return wrongState;
        }

        if (Uncover(opened, guarantee, context, out var terms) is { IsRefused: true } noMatch)
        {
            return noMatch;
        }

        if (TermsRules.Check(terms, guarantee, section) is { IsRefused: true } unfit)
        {
            return unfit;
        }

        var bidderKey = GuaranteeTables.BidderKey(terms.SectionCode, terms.ApplicantUscc);
        if (LiveGuaranteeOf(context.State, bidderKey, context.Time) is { } other)
        {
            return new Refused(
                RefusalCode.GuaranteeForBidderExists,
                $"Guarantee {GuaranteeRules.Name(other.Span)} stands for section {terms.SectionCode} and bidder {terms.ApplicantUscc}.");
        }

        var reference = new GuaranteeRef { GuaranteeId = guarantee.GuaranteeId };
        GuaranteeTables.ByBidder.Write(context.State, bidderKey, reference);
        GuaranteeTables.BySection.Write(
            context.State, GuaranteeTables.SectionKey(terms.SectionCode, guarantee.GuaranteeId.Span), reference);
        guarantee.State = GuaranteeState.Revealed;
        guarantee.Sealed = ByteString.Empty;
        guarantee.Terms = terms;
        guarantee.RevealedAt = context.Time;
        context.Record(GuaranteeTables.Guarantees, key, guarantee, "guarantee.revealed");
        return Refused.No;
    }

    /// <summary>The terms, where salt and terms as carried are what was committed to and the terms are canonical.</summary>
    private static Refused Uncover(OpenedGuarantee opened, GuaranteeRecord guarantee, CallContext context, out GuaranteeTerms terms)
    {
        terms = new GuaranteeTerms();
        if (FieldRules.DigestBytes(opened.Salt.Length, "The salt") is { IsRefused: true } badSalt)
        {
            return badSalt;
        }

        var commitment = GuaranteeCommitment.Compute(context.Block.Hasher, opened.Salt.Span, opened.Terms.Span);
        if (!guarantee.Commitment.Span.SequenceEqual(commitment.ToArray()))
        {
            return new Refused(
                RefusalCode.CommitmentMismatch,
                $"Salt and terms of guarantee {GuaranteeRules.Name(opened.GuaranteeId.Span)} hash to {commitment}, which was not committed to.");
        }

        if (opened.Terms.Length > SealedTerms.TermsBytesMax || TermsRules.ParseCanonical(opened.Terms) is not { } parsed)
        {
            return new Refused(
                RefusalCode.TermsMismatch,
                $"The {opened.Terms.Length} bytes of terms are not a canonically encoded GuaranteeTerms of {SealedTerms.TermsBytesMax} bytes at most.");
        }

        terms = parsed;
        return Refused.No;
    }

    private static ByteString? LiveGuaranteeOf(IStateReader state, byte[] bidderKey, long time)
    {
        if (GuaranteeTables.ByBidder.Read(state, bidderKey) is not { } reference)
        {
            return null;
        }

        var other = GuaranteeTables.Guarantees.Read(state, GuaranteeTables.Guarantees.Key(reference.GuaranteeId.Span))
            ?? throw new InvalidDataException("The state's index names a guarantee that it does not hold.");
        return GuaranteeRules.IsLive(other, time) ? reference.GuaranteeId : null;
    }
}
