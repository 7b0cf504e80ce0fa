using System.Globalization;
using Ledger.Exchange.Reading;

namespace Ledger.Exchange.Shapes;

/// <summary>A value of a closed list that the sources number: the number, as text.</summary>
/// <typeparam name="TEnum">The list with its numbers.</typeparam>
/// <param name="description">The list in words.</param>
/// <param name="digits">How many digits a number has at least.</param>
internal sealed class NumberedValueShape<TEnum>(string description, int digits = 1) : StringShape
    where TEnum : struct, Enum
{
    private readonly Dictionary<string, TEnum> _values = Enum.GetValues<TEnum>()
        .ToDictionary(value => NumberOf(value, digits), StringComparer.Ordinal);

    internal override string Description => description;

    private protected override object? Parse(string text, string path, FindingList findings)
    {
        if (_values.TryGetValue(text, out var value))
        {
            return value;
        }

        findings.Add(ExchangeFault.UnknownValue, path, $"{FindingList.Quote(text)} is none of {Description}.");
        return null;
    }

    private protected override string Format(object value) => NumberOf((TEnum)value, digits);

    private static string NumberOf(TEnum value, int digits) =>
        Convert.ToInt32(value, CultureInfo.InvariantCulture).ToString($"D{digits}", CultureInfo.InvariantCulture);
}
