namespace Ledger.Schema.Tender;

/// <summary>
/// Where dated rules are looked up: the region before its province before the whole country; in each, the subtype before its class. The
/// first place with an entry in effect counts (DOMAIN, caveat).
/// </summary>
internal static class RuleScopes
{
    internal const string WholeCountry = "000000";

    private const int CitedCharsMax = DatedList.TextCharsMax + DatedList.VersionCharsMax + 2;

    /// <summary>Places and trade classes in the order in which they count, each once.</summary>
    internal static IEnumerable<(string Region, string TradeClass)> Of(string region, string tradeClass)
    {
        foreach (var place in new[] { region, $"{region[..2]}0000", WholeCountry }.Distinct(StringComparer.Ordinal))
        {
            yield return (place, tradeClass);
            if (tradeClass.Length > 1)
            {
                yield return (place, tradeClass[..1]);
            }
        }
    }

    /// <summary>A rule's source, with the version of its text, as a refusal cites it.</summary>
    internal static string Cite(string source, string lawVersion)
    {
        var cited = lawVersion.Length == 0 ? source : $"{source}, {lawVersion}";
        return cited.Length <= CitedCharsMax ? cited : cited[..CitedCharsMax];
    }
}
