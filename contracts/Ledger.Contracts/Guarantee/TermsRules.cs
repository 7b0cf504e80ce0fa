using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Guarantee;
using GuaranteeRecord = Ledger.Protocol.V1.Guarantee;

namespace Ledger.Contracts.Guarantee;

/// <summary>
/// Whether opened terms are a guarantee of this section and issuer at all. Whether they are the bond that the section asks for is
/// <see cref="BondCompliance"/>'s question: a defective bond is revealed too, and seen to be defective.
/// </summary>
internal static class TermsRules
{
    internal const int ConsortiumMax = 8;

    private const int GuaranteeNoCharsMax = 64;
    private const int WordingNameCharsMax = 32;

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

    internal static Refused Check(GuaranteeTerms terms, GuaranteeRecord record, Section section) => FieldRules.First(
        CheckParties(terms, record, section),
        CheckFields(terms),
        CheckConsortium(terms),
        CheckVersion(terms),
        CheckIssued(record, section));

    private static Refused CheckParties(GuaranteeTerms terms, GuaranteeRecord record, Section section) =>
        terms.SectionCode != section.Announced.SectionCode ? Mismatch("section", terms.SectionCode, section.Announced.SectionCode)
            : terms.GuarantorUscc != record.IssuerUscc ? Mismatch("guarantor", terms.GuarantorUscc, record.IssuerUscc)
            : Refused.No;

    private static Refused Mismatch(string party, string named, string required) =>
        new(RefusalCode.TermsMismatch, $"The terms name {party} {FieldRules.Quote(named)}; it must be {FieldRules.Quote(required)}.");

    private static Refused CheckFields(GuaranteeTerms terms) => FieldRules.First(
        FieldRules.Text(terms.GuaranteeNo, "The guarantee's number", GuaranteeNoCharsMax),
        FieldRules.Uscc(terms.BeneficiaryUscc, "The beneficiary's code"),
        FieldRules.Uscc(terms.ApplicantUscc, "The bidder's code"),
        FieldRules.Text(terms.ApplicantName, "The bidder's name", FieldRules.NameCharsMax),
        FieldRules.Listed(terms.Form, "The form"),
        FieldRules.Listed(terms.LegalNature, "The legal nature"),
        FieldRules.Amount(terms.AmountFen, "The amount"),
        FieldRules.Amount(terms.PremiumFen, "The premium"),
        FieldRules.DigestBytes(terms.DocumentDigest.Length, "The document's digest"),
        FieldRules.DigestBytes(terms.ApplicationDigest.Length, "The application's digest"),
        FieldRules.Text(terms.Wording?.Name ?? string.Empty, "The wording's name", WordingNameCharsMax),
        FieldRules.DigestBytes(terms.Wording?.Digest.Length ?? 0, "The wording's digest"));

    private static Refused CheckConsortium(GuaranteeTerms terms)
    {
        var members = terms.ConsortiumUsccs;
        if (members.Count > ConsortiumMax)
        {
            return new Refused(
                RefusalCode.BadCount, $"The bidder's consortium has {members.Count} further members; the most is {ConsortiumMax}.");
        }

        for (var i = 0; i < members.Count; i++)
        {
            if (FieldRules.Uscc(members[i], "A consortium member's code") is { IsRefused: true } badCode)
            {
                return badCode;
            }

            if (members[i] == terms.ApplicantUscc || (i > 0 && string.CompareOrdinal(members[i], members[i - 1]) <= 0))
            {
                return new Refused(RefusalCode.BadCount, "The consortium's members are not ascending, each once, without the lead.");
            }
        }

        return Refused.No;
    }

    private static Refused CheckVersion(GuaranteeTerms terms) => terms.Version switch
    {
        1 when terms.Amends.IsEmpty => Refused.No,
        > 1 => GuaranteeRules.CheckId(terms.Amends.Span),
        _ => new Refused(
            RefusalCode.VersionNumber,
            $"The terms are version {terms.Version} and amend {(terms.Amends.IsEmpty ? "nothing" : "another")}: version 1 amends " +
            $"nothing, later ones name the first."),
    };

    private static Refused CheckIssued(GuaranteeRecord record, Section section) => record.IssuedAt >= section.OpeningTime
        ? new Refused(
            RefusalCode.IssuedAfterOpening, $"The guarantee was issued at {record.IssuedAt}; the opening time was {section.OpeningTime}.")
        : Refused.No;
}
