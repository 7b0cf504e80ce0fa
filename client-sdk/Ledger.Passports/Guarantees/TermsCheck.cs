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

        if (terms is not null && record.Version == 1 && !terms.Equals(opened))
        {
            return checks.Fail(Name, "the record's terms are not those that were committed to");
        }

        terms ??= opened;
        return CheckGuarantor(terms, record, checks, record.Version == 1 ? "as the issuer signed them" : $"version {record.Version}, as the state holds them");
    }

    private static bool CheckGuarantor(GuaranteeTerms terms, Guarantee record, CheckList checks, string source) => terms.GuarantorUscc == record.IssuerUscc
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
