using Ledger.Exchange.Reading;
using Ledger.Protocol;

namespace Ledger.Exchange.Shapes;

/// <summary>A code, by its shape alone: no check-digit algorithm is published (DOMAIN §6).</summary>
internal sealed class CodeShape(string description, Func<string, Refused> check) : StringShape
{
    internal override string Description => description;

    private protected override object? Parse(string text, string path, FindingList findings)
    {
        if (text.Length > 0 && check(text) is { IsRefused: false })
        {
            return text;
        }

        findings.Add(ExchangeFault.BadCode, path, $"{FindingList.Quote(text)} is not {Description}.");
        return null;
    }
}
