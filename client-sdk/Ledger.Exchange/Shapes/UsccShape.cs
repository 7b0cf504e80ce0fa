using Ledger.Exchange.Reading;
using Ledger.Protocol;
using Ledger.Schema.Judgements;

namespace Ledger.Exchange.Shapes;

/// <summary>统一社会信用代码. A failing check character is a warning: some early legal codes fail it (DOMAIN §4).</summary>
internal sealed class UsccShape : StringShape
{
    internal override string Description => "a unified social credit code of 18 characters";

    private protected override object? Parse(string text, string path, FindingList findings)
    {
        if (!UnifiedSocialCreditCode.HasShape(text))
        {
            findings.Add(ExchangeFault.BadCode, path, $"{FindingList.Quote(text)} is not {Description}.");
            return null;
        }

        if (CallWarning.OfCode(path, text) is { } doubt)
        {
            findings.Add(ExchangeFault.NeedsRegistryConfirmation, path, doubt.Words);
        }

        return text;
    }
}
