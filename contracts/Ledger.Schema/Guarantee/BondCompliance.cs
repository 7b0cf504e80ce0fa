using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Tender;
using GuaranteeRecord = Ledger.Protocol.V1.Guarantee;

namespace Ledger.Schema.Guarantee;

/// <summary>
/// Whether a guarantee is the bond that its section asks for (DOMAIN §1, §2 查验). A pure function of the chain, so that centre, bidder,
/// guarantor and court get the same answer.
/// </summary>
public static class BondCompliance
{
    /// <summary>
    /// Every defect of a revealed guarantee at <paramref name="time"/> (UTC milliseconds), each with its rule; empty where it complies.
    /// </summary>
    public static IReadOnlyList<Refused> Check(GuaranteeRecord guarantee, Section section, long time)
    {
        ArgumentNullException.ThrowIfNull(guarantee);
        ArgumentNullException.ThrowIfNull(section);
        var defects = new List<Refused>(CheckTerms(guarantee.Terms, section));
        var state = GuaranteeRules.EffectiveState(guarantee, time);
        if (state == GuaranteeState.Expired)
        {
            defects.Add(
                new Refused(
                    RefusalCode.GuaranteeExpired, $"The guarantee was valid until {guarantee.Terms.ValidUntil}; the time is {time}."));
        }
        else if (!GuaranteeRules.IsLive(guarantee, time))
        {
            defects.Add(new Refused(RefusalCode.GuaranteeState, $"The guarantee is {state}."));
        }

        if (guarantee.Terms.BlindSection is not null && guarantee.EndorsedDigest.IsEmpty)
        {
            defects.Add(new Refused(RefusalCode.NotEndorsed, "The issuer has not yet restored the clear document of the blind guarantee."));
        }

        return defects;
    }

    /// <summary>Every defect of terms, before they are sealed too: a guarantor asks this before it issues.</summary>
    public static IReadOnlyList<Refused> CheckTerms(GuaranteeTerms terms, Section section)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(section);
        return
        [
            .. new[]
            {
                CheckBeneficiary(terms, section), CheckAmount(terms, section), CheckTimes(terms, section), CheckForm(terms, section),
                CheckNature(terms),
            }.Where(defect => defect.IsRefused),
        ];
    }

    /// <summary>
    /// Codes whose check character fails: early legal ones do, so they need the registry's confirmation and are no defect (DOMAIN §4).
    /// </summary>
    public static IReadOnlyList<string> CodesToConfirm(GuaranteeTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return
        [
            .. new[] { terms.ApplicantUscc, terms.BeneficiaryUscc, terms.GuarantorUscc }.Concat(terms.ConsortiumUsccs)
                .Where(code => code.Length > 0 && !UnifiedSocialCreditCode.HasValidCheck(code)),
        ];
    }

    private static Refused CheckBeneficiary(GuaranteeTerms terms, Section section) => terms.BeneficiaryUscc == section.TendererUscc
        ? Refused.No
        : new Refused(
            RefusalCode.TermsMismatch,
            $"The guarantee is in favour of {FieldRules.Quote(terms.BeneficiaryUscc)}; the tenderer is {section.TendererUscc}.");

    private static Refused CheckAmount(GuaranteeTerms terms, Section section) => terms.AmountFen >= section.Announced.BondFen
        ? Refused.No
        : new Refused(
            RefusalCode.AmountBelowBond,
            $"The guarantee is for {terms.AmountFen} fen; the section's bond is {section.Announced.BondFen} fen.");

    private static Refused CheckTimes(GuaranteeTerms terms, Section section)
    {
        var requiredUntil = SectionRules.BidValidUntil(section);
        return terms.ValidFrom > section.OpeningTime || terms.ValidUntil < requiredUntil
            ? new Refused(
                RefusalCode.TermTooShort,
                $"The guarantee is valid from {terms.ValidFrom} to {terms.ValidUntil}; bids are from {section.OpeningTime} to " +
                $"{requiredUntil}.")
            : Refused.No;
    }

    private static Refused CheckForm(GuaranteeTerms terms, Section section) => section.Announced.AcceptedForms.Contains(terms.Form)
        ? Refused.No
        : new Refused(
            RefusalCode.FormNotAccepted,
            $"The guarantee's form is {terms.Form}; the section accepts {string.Join(", ", section.Announced.AcceptedForms)}.");

    // 独立保函规定 §1, §3: banks and non-bank financial institutions issue independent guarantees; a surety company's is accessory. What a
    // published text is, its clauses say; of a guarantor's own the chain has only the digest.
    private static Refused CheckNature(GuaranteeTerms terms)
    {
        if (GuaranteeWording.Find(terms.Wording) is { } wording
            && GuaranteeClauses.NatureOf(wording.Text, terms.Form) is var nature && nature != terms.LegalNature)
        {
            return new Refused(
                RefusalCode.LegalNatureUnfit,
                $"The terms call the guarantee {terms.LegalNature}; by its clauses, {wording.Name} of a {terms.Form}, it is {nature} " +
                "(独立保函规定 §3).");
        }

        var fits = terms.Form switch
        {
            GuaranteeForm.Surety => terms.LegalNature == LegalNature.Accessory,
            GuaranteeForm.Insurance => terms.LegalNature is LegalNature.Insurance or LegalNature.Independent,
            _ => terms.LegalNature is LegalNature.Independent or LegalNature.Accessory,
        };
        return fits
            ? Refused.No
            : new Refused(
                RefusalCode.LegalNatureUnfit, $"A guarantee of form {terms.Form} cannot be of nature {terms.LegalNature} (独立保函规定 §1).");
    }
}
