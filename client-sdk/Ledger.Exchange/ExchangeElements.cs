using Google.Protobuf.Reflection;
using Ledger.Exchange.Elements;

namespace Ledger.Exchange;

/// <summary>
/// The one table of element names: what is written, read and shown in the exchange is called by it. docs/spec/exchange.md shows it.
/// </summary>
public static class ExchangeElements
{
    private static readonly Dictionary<string, ExchangeElement> ByField = All
        .SelectMany(element => element.Fields.Select(field => (field, element))).DistinctBy(row => row.field)
            .ToDictionary(row => row.field, row => row.element, StringComparer.Ordinal);

    /// <summary>Every element, in the order of the table.</summary>
    public static IReadOnlyList<ExchangeElement> All =>
    [
        .. EnvelopeElements.All, .. TenderElements.All, .. GuaranteeElements.All, .. AttachmentElements.All, .. SurrenderElements.All,
        .. ClaimElements.All,
    ];

    /// <summary>The name of the element of a guarantor's name, which no field of terms holds.</summary>
    public static string GuarantorName => GuaranteeElements.GuarantorName.Name;

    /// <summary>
    /// The name of the element, the first in the table, that stands for a field of <c>ledger.v1</c>; empty where the exchange has none.
    /// </summary>
    public static string NameOf(FieldDescriptor field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return ByField.GetValueOrDefault($"{field.ContainingType.Name}.{field.Name}")?.Name ?? string.Empty;
    }
}
