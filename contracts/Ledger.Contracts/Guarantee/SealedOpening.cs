using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Guarantee;
using Ledger.Schema.Tender;
using GuaranteeRecord = Ledger.Protocol.V1.Guarantee;

namespace Ledger.Contracts.Guarantee;

/// <summary>
/// What a sealed record turns out to hold: the terms that were committed to, with section and beneficiary of a blind one filled in.
/// </summary>
internal static class SealedOpening
{
    internal static Refused Uncover(OpenedGuarantee opened, GuaranteeRecord record, BlockScope block, out GuaranteeTerms terms)
    {
        terms = new GuaranteeTerms();
        if (FieldRules.DigestBytes(opened.Salt.Length, "The salt") is { IsRefused: true } badSalt)
        {
            return badSalt;
        }

        var commitment = GuaranteeCommitment.Compute(block.Hasher, opened.Salt.Span, opened.Terms.Span);
        if (!record.Commitment.Span.SequenceEqual(commitment.ToArray()))
        {
            return new Refused(
                RefusalCode.CommitmentMismatch,
                $"Salt and terms of guarantee {GuaranteeRules.Name(opened.GuaranteeId.Span)} hash to {commitment}, which was not " +
                $"committed to.");
        }

        if (opened.Terms.Length > SealedTerms.TermsBytesMax || TermsRules.ParseCanonical(opened.Terms) is not { } parsed)
        {
            return new Refused(
                RefusalCode.TermsMismatch,
                $"The {opened.Terms.Length} bytes of terms are not a canonically encoded GuaranteeTerms of {SealedTerms.TermsBytesMax} " +
                $"bytes at most.");
        }

        terms = parsed;
        return FillIn(opened, terms, block);
    }

    private static Refused FillIn(OpenedGuarantee opened, GuaranteeTerms terms, BlockScope block)
    {
        if (terms.BlindSection is not { } blind)
        {
            return opened.Section is null
                ? Refused.No
                : new Refused(RefusalCode.TermsMismatch, "A section is opened for terms that name theirs in clear.");
        }

        if (terms.SectionCode.Length > 0 || terms.BeneficiaryUscc.Length > 0 || opened.Section is not { } section)
        {
            return new Refused(RefusalCode.TermsMismatch, "A blind guarantee names section and beneficiary only in its opened section.");
        }

        if (FieldRules.First(
            FieldRules.DigestBytes(section.Salt.Length, "The section's salt"),
            TradeCodes.Section(section.SectionCode),
            FieldRules.Uscc(section.BeneficiaryUscc, "The beneficiary's code")) is { IsRefused: true } badField)
        {
            return badField;
        }

        var commitment = BlindSectionCommitment.Compute(block.Hasher, section);
        if (!blind.Commitment.Span.SequenceEqual(commitment.ToArray()))
        {
            return new Refused(
                RefusalCode.CommitmentMismatch,
                $"Section and beneficiary of guarantee {GuaranteeRules.Name(opened.GuaranteeId.Span)} hash to {commitment}, which was " +
                $"not committed to.");
        }

        terms.SectionCode = section.SectionCode;
        terms.BeneficiaryUscc = section.BeneficiaryUscc;
        return Refused.No;
    }
}
