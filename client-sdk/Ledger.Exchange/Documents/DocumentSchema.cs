using System.Text.Json;
using Ledger.Exchange.Elements;
using Ledger.Exchange.Reading;
using Ledger.Exchange.Shapes;
using static Ledger.Exchange.Elements.EnvelopeElements;

namespace Ledger.Exchange.Documents;

/// <summary>A kind of document: its elements, what must hold between them, and the document that they make.</summary>
internal abstract class DocumentSchema(DocumentKind kind, GroupShape group, Action<ElementValues, FindingList>? check)
{
    private protected static readonly ElementMap<ExchangeDocument> Envelope = new ElementMap<ExchangeDocument>()
        .Derived(DocumentType.Required, document => document.Kind)
        .Derived(DocumentVersion.Required, _ => (long)ExchangeReader.Version)
        .Field(DataTimestamp.Optional, document => document.AsOfTime)
        .Field(BlockHeight.Optional, document => document.AsOfHeight);

    internal DocumentKind Kind => kind;

    internal GroupShape Group => group;

    internal void Check(ElementValues values, FindingList findings) => check?.Invoke(values, findings);

    internal ExchangeDocument BuildDocument(ElementValues values)
    {
        var document = Build(values);
        Envelope.Fill(document, values);
        return document;
    }

    internal void WriteDocument(Utf8JsonWriter json, ExchangeDocument document)
    {
        var values = Envelope.ToValues(document);
        Write(document, values);
        Group.Write(json, values);
    }

    private protected abstract ExchangeDocument Build(ElementValues values);

    private protected abstract void Write(ExchangeDocument document, ElementValues values);

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

/// <summary>The schema of one kind of document.</summary>
/// <typeparam name="T">The document.</typeparam>
/// <param name="kind">Its kind.</param>
/// <param name="map">Its elements with its properties.</param>
/// <param name="check">What must hold between them.</param>
internal sealed class DocumentSchema<T>(DocumentKind kind, ElementMap<T> map, Action<ElementValues, FindingList>? check = null)
    : DocumentSchema(kind, new GroupShape(() => [.. Envelope.Uses, .. map.Uses]), check)
    where T : ExchangeDocument
{
    private protected override ExchangeDocument Build(ElementValues values) => map.Build(values);

    private protected override void Write(ExchangeDocument document, ElementValues values) => map.Write((T)document, values);
}
