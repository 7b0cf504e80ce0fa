namespace Ledger.Seeds;

/// <summary>An invented market subject (市场主体).</summary>
/// <param name="Uscc">Its unified social credit code.</param>
/// <param name="Name">Its name.</param>
public sealed record MarketSubject(string Uscc, string Name);
