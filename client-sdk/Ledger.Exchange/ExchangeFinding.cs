namespace Ledger.Exchange;

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
