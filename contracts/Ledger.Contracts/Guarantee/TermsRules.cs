using Google.Protobuf;
using Ledger.Contracts.Tender;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using GuaranteeRecord = Ledger.Protocol.V1.Guarantee;

namespace Ledger.Contracts.Guarantee;

/// <summary>Whether revealed terms are a bond for the section (DOMAIN §1, §2).</summary>
internal static class TermsRules
{
    private const int GuaranteeNoCharsMax = 64;

    private static readonly MessageParser<GuaranteeTerms> Parser = GuaranteeTerms.Parser.WithDiscardUnknownFields(true);

    /// <summary>The terms where these bytes are their canonical encoding; otherwise null, so that one commitment has one meaning.</summary>
    internal static GuaranteeTerms? ParseCanonical(ByteString bytes)
    {
        try
        {
            var terms = Parser.ParseFrom(bytes);
            return terms.ToByteString().Span.SequenceEqual(bytes.Span) ? terms : null;
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    internal static Refused Check(GuaranteeTerms terms, GuaranteeRecord guarantee, Section section) => FieldRules.First(
        CheckParties(terms, guarantee, section),
        CheckFields(terms),
        CheckAmount(terms, section),
        CheckTimes(terms, guarantee, section));

    private static Refused CheckParties(GuaranteeTerms terms, GuaranteeRecord guarantee, Section section)
    {
        if (terms.SectionCode != section.Announced.SectionCode)
        {
            return Mismatch("section", terms.SectionCode, section.Announced.SectionCode);
        }

        if (terms.BeneficiaryUscc != section.TendererUscc)
        {
            return Mismatch("beneficiary", terms.BeneficiaryUscc, section.TendererUscc);
        }

        return terms.GuarantorUscc != guarantee.IssuerUscc ? Mismatch("guarantor", terms.GuarantorUscc, guarantee.IssuerUscc) : Refused.No;
    }

    private static Refused Mismatch(string party, string named, string required) =>
        new(RefusalCode.TermsMismatch, $"The terms name {party} {FieldRules.Quote(named)}; it must be {FieldRules.Quote(required)}.");

    private static Refused CheckFields(GuaranteeTerms terms) => FieldRules.First(
        FieldRules.Text(terms.GuaranteeNo, "The guarantee's number", GuaranteeNoCharsMax),
        FieldRules.Uscc(terms.ApplicantUscc, "The bidder's code"),
        FieldRules.Text(terms.ApplicantName, "The bidder's name", FieldRules.NameCharsMax),
        FieldRules.Listed(terms.Form, "The form"),
        FieldRules.Listed(terms.LegalNature, "The legal nature"),
        FieldRules.Amount(terms.AmountFen, "The amount"),
        FieldRules.Amount(terms.PremiumFen, "The premium"),
        FieldRules.DigestBytes(terms.DocumentDigest.Length, "The document's digest"));

    private static Refused CheckAmount(GuaranteeTerms terms, Section section) => terms.AmountFen >= section.Announced.BondFen
        ? Refused.No
        : new Refused(RefusalCode.AmountBelowBond, $"The guarantee is for {terms.AmountFen} fen; the section's bond is {section.Announced.BondFen} fen.");

    private static Refused CheckTimes(GuaranteeTerms terms, GuaranteeRecord guarantee, Section section)
    {
        if (guarantee.IssuedAt >= section.OpeningTime)
        {
            return new Refused(
                RefusalCode.IssuedAfterOpening, $"The guarantee was issued at {guarantee.IssuedAt}; the opening time was {section.OpeningTime}.");
        }

        var requiredUntil = SectionRules.BidValidUntil(section);
        return terms.ValidFrom > section.OpeningTime || terms.ValidUntil < requiredUntil
            ? new Refused(
                RefusalCode.TermTooShort,
                $"The guarantee is valid from {terms.ValidFrom} to {terms.ValidUntil}; bids are from {section.OpeningTime} to {requiredUntil}.")
            : Refused.No;
    }
}
