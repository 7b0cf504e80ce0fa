using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Guarantee;
using Ledger.Schema.Tender;
using GuaranteeRecord = Ledger.Protocol.V1.Guarantee;

namespace Ledger.Contracts.Guarantee;

/// <summary>
/// ISSUED_SEALED→REVEALED, once the section is opening: its centre, and for their own guarantees the issuer and the bidder, whom no centre
/// can leave out. A guarantee counts only from here on, and only where its terms match its commitment (DOMAIN §2) and the bidder signed
/// them. A later version becomes part of the guarantee that it amends.
/// </summary>
internal static class OpenGuaranteesHandler
{
    internal const int BatchMax = 64;

    internal static Refused Handle(OpenGuarantees call, CallContext context)
    {
        if (SectionRules.Find(context.State, call.SectionCode, out _, out var section) is { IsRefused: true } notFound)
        {
            return notFound;
        }

        if (!SectionRules.IsOpen(section))
        {
            return new Refused(
                RefusalCode.SectionNotOpen,
                $"Section {call.SectionCode} is {SectionRules.EffectiveState(section, context.Time)}; guarantees are revealed from its " +
                $"opening on.");
        }

        if (call.Guarantees.Count is 0 or > BatchMax)
        {
            return new Refused(
                RefusalCode.BadCount, $"The call reveals {call.Guarantees.Count} guarantees; it must reveal 1 to {BatchMax}.");
        }

        var verifier = VerifyTogether(call.Guarantees, context);
        foreach (var opened in call.Guarantees)
        {
            if (Reveal(opened, section, context, verifier) is { IsRefused: true } refused)
            {
                return refused;
            }
        }

        return Refused.No;
    }

    // The bidders' signatures of a call at once, as verifying one after the other takes several times as long. Nothing is decided here:
    // what is found is asked about below, in its order and with the state as it is then.
    private static ISignatureVerifier VerifyTogether(IReadOnlyList<OpenedGuarantee> opened, CallContext context)
    {
        var block = context.Block;
        var checks = new List<SignatureCheck>(opened.Count);
        foreach (var one in opened.Count > 1 ? opened : [])
        {
            if (one.Terms.Length <= SealedTerms.TermsBytesMax
                && GuaranteeRules.Find(context.State, one.GuaranteeId.Span, out _, out var record) is { IsRefused: false }
                && TermsRules.ParseCanonical(one.Terms) is { } terms
                && ApplicantRules.FindCheck(
                    one.Terms, terms, record.IssuedAt, context.State, block.ChainId, block.Hasher) is { } check)
            {
                checks.Add(check);
            }
        }

        return checks.Count > 1 ? new Crypto.Signatures.VerifiedTogether(block.Verifier, [.. checks]) : block.Verifier;
    }

    private static Refused Reveal(OpenedGuarantee opened, Section section, CallContext context, ISignatureVerifier verifier)
    {
        if (GuaranteeRules.Find(context.State, opened.GuaranteeId.Span, out var key, out var record) is { IsRefused: true } notFound)
        {
            return notFound;
        }

        if (RequireSealed(record, section, context.Time) is { IsRefused: true } wrongState)
        {
            return wrongState;
        }

        if (SealedOpening.Uncover(opened, record, context.Block, out var terms) is { IsRefused: true } noMatch)
        {
            return noMatch;
        }

        if (FieldRules.First(
            RequireParty(context.Signer, terms, record, section),
            TermsRules.Check(terms, record, section)) is { IsRefused: true } unfit)
        {
            return unfit;
        }

        var block = context.Block;
        if (ApplicantRules.Check(
            opened.Terms,
            terms,
            record.IssuedAt,
            context.State,
            block.ChainId,
            block.Hasher,
            verifier) is { IsRefused: true } unsigned)
        {
            return unsigned;
        }

        return terms.Version == 1
            ? RevealFirst(terms, key, record, context)
            : RevealedVersions.Merge(terms, key, record, context);
    }

    /// <summary>A surrender after the opening time is void: after the deadline the applicant can never cancel alone.</summary>
    private static Refused RequireSealed(GuaranteeRecord record, Section section, long time) =>
        record.State == GuaranteeState.Surrendered && record.EndedAt >= section.OpeningTime
            ? Refused.No
            : GuaranteeRules.RequireState(record, time, "OpenGuarantees", GuaranteeState.IssuedSealed);

    private static Refused RequireParty(Signer signer, GuaranteeTerms terms, GuaranteeRecord record, Section section) =>
        signer.Uscc == record.IssuerUscc || signer.Uscc == terms.ApplicantUscc ||
            (signer.Uscc == section.CentreUscc && signer.Has(Role.TradingCentre))
            ? Refused.No
            : new Refused(
                RefusalCode.OtherCentre,
                $"Guarantees of section {section.Announced.SectionCode} are revealed by {section.CentreUscc}, their issuers and " +
                $"bidders, not by {signer.Uscc}.");

    private static Refused RevealFirst(GuaranteeTerms terms, byte[] key, GuaranteeRecord guarantee, CallContext context)
    {
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
        guarantee.EndedAt = 0;
        guarantee.Terms = terms;
        guarantee.Versions.Add(new GuaranteeVersion
        {
            Version = 1,
            AmountFen = terms.AmountFen,
            ValidUntil = terms.ValidUntil,
            DocumentDigest = terms.DocumentDigest,
            At = guarantee.IssuedAt,
            RecordId = guarantee.GuaranteeId,
        });
        guarantee.RevealedAt = context.Time;
        context.Record(GuaranteeTables.Guarantees, key, guarantee, "guarantee.revealed");
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
