using Google.Protobuf;
using Ledger.Passports.Verification;
using Ledger.Protocol.V1;

namespace Ledger.Passports.Guarantees;

/// <summary>Whether the terms that a passport shows are the record's, and those that the issuer committed to.</summary>
internal static class TermsCheck
{
    private const string Name = PassportCheckNames.Terms;

    /// <summary>Runs the check; <paramref name="terms"/> is null where the guarantee is sealed and the passport has no opening.</summary>
    internal static bool Run(Guarantee record, PassportOpening? opening, CheckList checks, out GuaranteeTerms? terms)
    {
        terms = record.Terms;
        if (opening is null)
        {
            return terms is null
                ? checks.Skip(Name, "the guarantee is sealed, and the passport does not open it")
                : CheckGuarantor(terms, record, checks, "as the state holds them");
        }

        var opened = Parse(opening.Content);
        if (opened is null)
        {
            return checks.Fail(Name, "the opening is not the one encoding of GuaranteeTerms");
        }

        if (terms is not null && !FirstVersion(record, opened).Equals(opened))
        {
            return checks.Fail(Name, "the record's terms are not those that were committed to");
        }

        terms ??= opened;
        return CheckGuarantor(
            terms,
            record,
            checks,
            record.Version == 1 ? "as the issuer signed them" : $"version {record.Version}, as the state holds them");
    }

    /// <summary>
    /// The record's terms as its first version had them: with amount, end and document of that version, and of a blind one without the
    /// section that was filled in when it was revealed. A later premium is the chain's word.
    /// </summary>
    private static GuaranteeTerms FirstVersion(Guarantee record, GuaranteeTerms opened)
    {
        var terms = record.Terms.Clone();
        if (opened.BlindSection is not null)
        {
            (terms.SectionCode, terms.BeneficiaryUscc) = (string.Empty, string.Empty);
        }

        if (record.Version > 1 && record.Versions.Count > 0)
        {
            var first = record.Versions[0];
            (terms.AmountFen, terms.ValidUntil, terms.DocumentDigest) = (first.AmountFen, first.ValidUntil, first.DocumentDigest);
            terms.PremiumFen = opened.PremiumFen;
        }

        return terms;
    }

    private static bool CheckGuarantor(GuaranteeTerms terms, Guarantee record, CheckList checks, string source) =>
        terms.GuarantorUscc == record.IssuerUscc
        ? checks.Pass(Name, $"guarantee {terms.GuaranteeNo}, {source}")
        : checks.Fail(Name, $"the terms name {terms.GuarantorUscc} as guarantor, the issuer is {record.IssuerUscc}");

    private static GuaranteeTerms? Parse(ByteString bytes)
    {
        try
        {
            var terms = GuaranteeTerms.Parser.WithDiscardUnknownFields(true).ParseFrom(bytes);
            return terms.ToByteString().Equals(bytes) ? terms : null;
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
