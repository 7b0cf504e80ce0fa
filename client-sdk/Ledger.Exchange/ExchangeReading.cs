namespace Ledger.Exchange;

/// <summary>What became of reading a document.</summary>
/// <param name="Document">The document; null where anything but warnings was found.</param>
/// <param name="Kind">What it says it is; null where that was not reached.</param>
/// <param name="Findings">Every fault and warning, in the order of the document.</param>
public sealed record ExchangeReading(ExchangeDocument? Document, DocumentKind? Kind, IReadOnlyList<ExchangeFinding> Findings)
{
    /// <summary>Whether there is a document: no faults, at most warnings.</summary>
    public bool IsValid => Document is not null;
}

/// <summary>One thing that is wrong, or to be looked at, in a document.</summary>
/// <param name="Fault">What.</param>
/// <param name="Element">
/// The element's name with the groups that it stands in, as <c>VERSIONS[2].END_TIME</c>; empty where it is the whole document.
/// </param>
/// <param name="Detail">What was found and what is asked for. Never the value of an element that may be personal.</param>
public sealed record ExchangeFinding(ExchangeFault Fault, string Element, string Detail)
{
    /// <summary>Whether it only asks to be looked at: the document counts all the same.</summary>
    public bool IsWarning => Fault == ExchangeFault.NeedsRegistryConfirmation;
}
