using System.Globalization;
using Ledger.Exchange.Reading;

namespace Ledger.Exchange.Shapes;

/// <summary>
/// A value of a list that the sources number and do not agree on: the number alone, as text, with 0 among them. What it stands for is the
/// other side's.
/// </summary>
internal sealed class DigitsShape(int max) : StringShape
{
    internal override string Description => $"a number as text from \"0\" to \"{max.ToString(CultureInfo.InvariantCulture)}\"";

    private protected override object? Parse(string text, string path, FindingList findings)
    {
        // Each number is written in one way: no signs, no zeros in front.
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= max && Format(number) == text)
        {
            return number;
        }

        findings.Add(ExchangeFault.UnknownValue, path, $"{FindingList.Quote(text)} is not {Description}.");
        return null;
    }

    private protected override string Format(object value) => ((int)value).ToString(CultureInfo.InvariantCulture);
}
