using System.Text.Json;
using Ledger.Exchange.Elements;
using Ledger.Exchange.Reading;
using Ledger.Exchange.Shapes;

namespace Ledger.Exchange.Documents;

/// <summary>A kind of document: its elements, what must hold between them, and the document that they make.</summary>
internal sealed class DocumentSchema(
    DocumentKind kind, GroupShape body, Func<ElementValues, ExchangeDocument> build, Action<ElementValues, FindingList>? check = null)
{
    internal DocumentKind Kind => kind;

    internal GroupShape Group { get; } = new([.. EnvelopeElements.Uses, .. body.Uses]);

    internal void Check(ElementValues values, FindingList findings) => check?.Invoke(values, findings);

    internal ExchangeDocument BuildDocument(ElementValues values) => build(values) with
    {
        AsOfTime = values.Number(EnvelopeElements.DataTimestamp),
        AsOfHeight = (ulong)values.Number(EnvelopeElements.BlockHeight),
    };

    internal void WriteDocument(Utf8JsonWriter json, ExchangeDocument document)
    {
        var values = document.ToValues()
            .Set(EnvelopeElements.DocumentType, document.Kind)
            .Set(EnvelopeElements.DocumentVersion, (long)ExchangeReader.Version)
            .SetTime(EnvelopeElements.DataTimestamp, document.AsOfTime)
            .Set(EnvelopeElements.BlockHeight, document.AsOfHeight == 0 ? null : checked((long)document.AsOfHeight));
        Group.Write(json, values);
    }

    /// <summary>
    /// Finds a code that does not begin with the code of the level above; codes that are missing or wrong are found elsewhere.
    /// </summary>
    internal static void CheckBelow(
        ElementValues values, ExchangeElement element, ExchangeElement above, FindingList findings, string path = "")
    {
        var (code, prefix) = (values.Text(element), values.Text(above));
        if (code.Length > 0 && !code.StartsWith(prefix, StringComparison.Ordinal))
        {
            findings.Add(ExchangeFault.CodeMismatch, path + element.Name, $"{code} does not begin with the {above.Name} {prefix}.");
        }
    }
}
