using System.Text.Json;
using Ledger.Exchange.Reading;

namespace Ledger.Exchange.Shapes;

/// <summary>How an element's value stands in JSON, and what it is here.</summary>
internal abstract class ElementShape
{
    /// <summary>The shape in a few words, for the table of elements.</summary>
    internal abstract string Description { get; }

    /// <summary>The value; null where findings say what is wrong.</summary>
    internal abstract object? Read(JsonElement json, string path, FindingList findings);

    /// <summary>
    /// Whether a value stands for none: what is not given is 0, empty or unspecified in the chain's messages, and absent in a document.
    /// </summary>
    internal virtual bool IsAbsent(object value) => false;

    internal abstract void Write(Utf8JsonWriter json, object value);
}
