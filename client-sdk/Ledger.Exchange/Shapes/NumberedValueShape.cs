using System.Globalization;
using Ledger.Exchange.Reading;

namespace Ledger.Exchange.Shapes;

/// <summary>A value of a closed list that the sources number: the number, as text.</summary>
/// <typeparam name="TEnum">The list with its numbers.</typeparam>
internal sealed class NumberedValueShape<TEnum>(string description) : StringShape
    where TEnum : struct, Enum
{
    private static readonly Dictionary<string, TEnum> Values = Enum.GetValues<TEnum>().ToDictionary(NumberOf, StringComparer.Ordinal);

    internal override string Description => description;

    private protected override object? Parse(string text, string path, FindingList findings)
    {
        if (Values.TryGetValue(text, out var value))
        {
            return value;
        }

        findings.Add(ExchangeFault.UnknownValue, path, $"{FindingList.Quote(text)} is none of {Description}.");
        return null;
    }

    private protected override string Format(object value) => NumberOf((TEnum)value);

    private static string NumberOf(TEnum value) =>
        Convert.ToInt32(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
}
