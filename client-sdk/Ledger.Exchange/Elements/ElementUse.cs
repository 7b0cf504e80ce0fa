namespace Ledger.Exchange.Elements;

/// <summary>An element in a group.</summary>
/// <param name="Element">The element.</param>
/// <param name="IsRequired">Whether the group is wrong without it.</param>
internal sealed record ElementUse(ExchangeElement Element, bool IsRequired);
