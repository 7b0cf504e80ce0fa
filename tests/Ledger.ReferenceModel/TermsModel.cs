using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.ReferenceModel;

/// <summary>Whether revealed terms are what was committed to, and make sense by themselves.</summary>
internal sealed class TermsModel(IHasher hasher)
{
    /// <summary>
    /// The terms with section and beneficiary, also of a blind guarantee; null where they are not what was committed to, or have no shape.
    /// </summary>
    internal GuaranteeTerms? Uncover(OpenedGuarantee opened, GuaranteeEntry one)
    {
        if (!Shapes.IsDigest(opened.Salt) || opened.Terms.Length > SealedTerms.TermsBytesMax
            || !GuaranteeCommitment.Compute(hasher, opened.Salt.Span, opened.Terms.Span).ToArray().AsSpan()
                .SequenceEqual(one.Commitment.Span))
        {
            return null;
        }

        return Parse(opened.Terms) is { } terms && FillIn(terms, opened.Section) && HasShape(terms) ? terms : null;
    }

    /// <summary>
    /// Whether a later version is of the same guarantee: only amount, end, premium, documents and its sealed section may differ.
    /// </summary>
    internal static bool AreOfOne(GuaranteeTerms later, GuaranteeTerms first) =>
        (later.GuaranteeNo, later.SectionCode, later.BeneficiaryUscc, later.ApplicantUscc, later.ApplicantName, later.GuarantorUscc)
            == (first.GuaranteeNo, first.SectionCode, first.BeneficiaryUscc, first.ApplicantUscc, first.ApplicantName, first.GuarantorUscc)
        && (later.Form, later.LegalNature, later.ValidFrom) == (first.Form, first.LegalNature, first.ValidFrom)
        && later.ConsortiumUsccs.SequenceEqual(first.ConsortiumUsccs);

    // One commitment has one meaning: only the plain encoding counts, without fields that nobody knows.
    private static GuaranteeTerms? Parse(ByteString encoded)
    {
        try
        {
            var terms = GuaranteeTerms.Parser.WithDiscardUnknownFields(true).ParseFrom(encoded);
            return terms.ToByteString() == encoded ? terms : null;
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    private bool FillIn(GuaranteeTerms terms, SectionOpening? section)
    {
        if (terms.BlindSection is not { } blind)
        {
            return section is null;
        }

        if (section is null || terms.SectionCode.Length > 0 || terms.BeneficiaryUscc.Length > 0 || !Shapes.IsDigest(section.Salt)
            || !Shapes.IsTradeCode(section.SectionCode, 23) || !Shapes.IsOrganisation(section.BeneficiaryUscc)
            || !BlindSectionCommitment.Compute(hasher, section).ToArray().AsSpan().SequenceEqual(blind.Commitment.Span))
        {
            return false;
        }

        (terms.SectionCode, terms.BeneficiaryUscc) = (section.SectionCode, section.BeneficiaryUscc);
        return true;
    }

    private static bool HasShape(GuaranteeTerms terms)
    {
        string[] members = [.. terms.ConsortiumUsccs];
        return Shapes.IsText(terms.GuaranteeNo, 64) && Shapes.IsText(terms.ApplicantName, 200)
            && Shapes.IsOrganisation(terms.BeneficiaryUscc) && Shapes.IsOrganisation(terms.ApplicantUscc)
            && Shapes.IsOneOf(terms.Form) && Shapes.IsOneOf(terms.LegalNature) && Shapes.IsFen(terms.AmountFen) &&
                Shapes.IsFen(terms.PremiumFen)
            && Shapes.IsDigest(terms.DocumentDigest) && Shapes.IsDigest(terms.ApplicationDigest)
            && members.Length <= 8 && members.All(Shapes.IsOrganisation) && !members.Contains(terms.ApplicantUscc)
            && members.Order(StringComparer.Ordinal).Distinct().SequenceEqual(members)
            && (terms.Version == 1 ? terms.Amends.IsEmpty : terms.Version > 1 && terms.Amends.Length == 16);
    }
}
