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
