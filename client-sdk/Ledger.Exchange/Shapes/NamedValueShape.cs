using System.Text.Json;
using Ledger.Exchange.Reading;

namespace Ledger.Exchange.Shapes;

/// <summary>A value of a closed list, in capitals as the chain's messages name it: <c>FIRST_OF_TWO</c>.</summary>
/// <typeparam name="TEnum">The list; a value <c>Unspecified</c> is not on it.</typeparam>
internal sealed class NamedValueShape<TEnum> : StringShape
    where TEnum : struct, Enum
{
    private const string Unspecified = nameof(Unspecified);

    private static readonly Dictionary<string, TEnum> Values = Enum.GetValues<TEnum>()
        .Where(value => value.ToString() != Unspecified).ToDictionary(NameOf, StringComparer.Ordinal);

    internal override string Description => string.Join(", ", Values.Keys);

    internal override bool IsAbsent(object value) => value.ToString() == Unspecified;

    internal static string NameOf(TEnum value) => JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString());

    private protected override object? Parse(string text, string path, FindingList findings)
    {
        if (Values.TryGetValue(text, out var value))
        {
            return value;
        }

        findings.Add(ExchangeFault.UnknownValue, path, $"{FindingList.Quote(text)} is none of {Description}.");
        return null;
    }

    private protected override string Format(object value) => NameOf((TEnum)value);
}
