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
        Versions, RevealTime, ClaimElements.Claim, ClaimElements.Reply, ClaimElements.Release,
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
        }

        if (values.Group(ClaimElements.Reply) is { } reply)
        {
            ClaimReplyDocument.Check(reply, findings, $"{ClaimElements.Reply.Name}.");
        }
    }
}
