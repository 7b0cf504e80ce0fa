using Ledger.Exchange.Elements;
using Ledger.Exchange.Reading;
using Ledger.Protocol.V1;
using static Ledger.Exchange.Elements.GuaranteeElements;

namespace Ledger.Exchange.Documents;

/// <summary>What a guarantee may say (DOMAIN §2): a sealed one nothing of its terms, a revealed one all of them.</summary>
internal static class GuaranteeSecrecy
{
    private static readonly ExchangeElement[] Terms = [Order, Beneficiary, Applicant, Result];
    private static readonly ExchangeElement[] AfterRevealing =
    [
        Versions, AttachmentElements.List, RevealTime, ClaimElements.Claim, ClaimElements.Reply, ClaimElements.Release,
    ];

    internal static void Check(ElementValues values, FindingList findings)
    {
        CipherFlags.Check(values, findings);
        if (CipherFlags.Of(values) is not { } text || !values.Has(Status))
        {
            return;
        }

        var state = values.Value<GuaranteeState>(Status);
        if (text == GuaranteeText.Ciphertext)
        {
            CheckSealed(values, state, findings);
        }
        else
        {
            CheckRevealed(values, state, findings);
        }
    }

    // A record that was merged into another was revealed, and shows into which; nothing else of it is its own.
    private static void CheckSealed(ElementValues values, GuaranteeState state, FindingList findings)
    {
        if (state is not (GuaranteeState.IssuedSealed or GuaranteeState.Surrendered or GuaranteeState.Merged))
        {
            findings.Add(
                ExchangeFault.NotExpected,
                Text.Name,
                $"A guarantee that is {values.Value<GuaranteeState>(Status)} is revealed: it is not 密文 (1).");
        }

        var secret = Terms.Concat(AfterRevealing).Where(values.Has).Select(element => element.Name)
            .Concat(state != GuaranteeState.Merged && values.Has(Amends) ? [Amends.Name] : [])
            .Concat(values.Group(Guarantor)?.Has(GuarantorForm) == true ? [$"{Guarantor.Name}.{GuarantorForm.Name}"] : []);
        foreach (var element in secret)
        {
            findings.Add(
                ExchangeFault.SecretBeforeOpening, element, "The guarantee is 密文 (1): nothing of its terms is said before the opening.");
        }
    }

    private static void CheckRevealed(ElementValues values, GuaranteeState state, FindingList findings)
    {
        if (state is GuaranteeState.IssuedSealed or GuaranteeState.Surrendered or GuaranteeState.Merged)
        {
            findings.Add(
                ExchangeFault.NotExpected,
                Text.Name,
                $"A guarantee that is {state} has no terms of its own that could be read: it is not 明文 (2).");
        }

        if (values.Has(SurrenderElements.Surrender))
        {
            findings.Add(
                ExchangeFault.NotExpected,
                SurrenderElements.Surrender.Name,
                "A guarantee that was revealed is released, not surrendered: it is 明文 (2).");
        }

        foreach (var element in Terms.Where(element => !values.Has(element)))
        {
            findings.Add(ExchangeFault.MissingElement, element.Name, $"{element.Chinese} must be given: the guarantee is 明文 (2).");
        }

        if (values.Group(Guarantor)?.Has(GuarantorForm) == false)
        {
            findings.Add(
                ExchangeFault.MissingElement,
                $"{Guarantor.Name}.{GuarantorForm.Name}",
                $"{GuarantorForm.Chinese} must be given: the guarantee is 明文 (2).");
        }

        if (values.Group(Order) is { } order)
        {
            DocumentSchema.CheckBelow(order, TenderElements.SectionCode, TenderElements.TenderProjectCode, findings, $"{Order.Name}.");
            CheckPostponement(order, findings);
        }

        if (values.Group(Result) is { } result)
        {
            CheckDigests(result, findings);
        }

        if (values.Group(Beneficiary) is { } beneficiary)
        {
            CheckJointBeneficiaries(beneficiary, findings);
        }

        if (values.Group(ClaimElements.Reply) is { } reply)
        {
            ClaimReplyDocument.Check(reply, findings, $"{ClaimElements.Reply.Name}.");
        }
    }

    // The flag and the number of the guarantee before say one thing; either may be left out.
    private static void CheckPostponement(ElementValues order, FindingList findings)
    {
        if (order.Find(IsPostponed) is false && order.Has(EarlierGuaranteeNo))
        {
            findings.Add(
                ExchangeFault.NotExpected,
                $"{Order.Name}.{EarlierGuaranteeNo.Name}",
                $"{IsPostponed.Name} says that the guarantee follows no postponement, so there is none before it.");
        }
    }

    // The chain's digest is by one of the two hashes, whichever its suite has.
    private static void CheckDigests(ElementValues result, FindingList findings)
    {
        if (result.Has(DocumentSha256) && result.Has(DocumentSm3) && result.Find(DocumentDigest) is { } own
            && !own.Equals(result.Find(DocumentSha256)) && !own.Equals(result.Find(DocumentSm3)))
        {
            findings.Add(
                ExchangeFault.NotExpected,
                $"{Result.Name}.{DocumentDigest.Name}",
                $"It is neither {DocumentSha256.Name} nor {DocumentSm3.Name}: they are of different files.");
        }
    }

    private static void CheckJointBeneficiaries(ElementValues beneficiary, FindingList findings)
    {
        var codes = beneficiary.List<ElementValues>(JointBeneficiaries).Select(one => one.Text(BeneficiaryCode))
            .Append(beneficiary.Text(BeneficiaryCode)).Where(code => code.Length > 0).ToList();
        if (codes.Distinct(StringComparer.Ordinal).Count() != codes.Count)
        {
            findings.Add(
                ExchangeFault.NotExpected,
                $"{Beneficiary.Name}.{JointBeneficiaries.Name}",
                "A beneficiary stands once, the tenderer beside them.");
        }
    }
}
