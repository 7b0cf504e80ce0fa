using Ledger.Exchange.Reading;

namespace Ledger.Exchange.Shapes;

/// <summary>Text for people. It is never quoted in findings.</summary>
internal sealed class TextShape(int charsMax) : StringShape
{
    internal override string Description => $"text of 1 to {charsMax} characters";

    private protected override object? Parse(string text, string path, FindingList findings)
    {
        if (text.Length is > 0 && text.Length <= charsMax && !text.Any(char.IsControl))
        {
            return text;
        }

        findings.Add(
            ExchangeFault.BadText,
            path,
            $"It has {text.Length} characters{(text.Any(char.IsControl) ? " with control characters among them" : "")}; it must be " +
            $"{Description}.");
        return null;
    }
}
