namespace Ledger.Seeds;

/// <summary>Who takes part in the record besides the consortium's members.</summary>
internal sealed class MarketPlan
{
    private const int BuilderPercent = 76;
    private const int BiddersMin = 400;

    internal MarketPlan(ulong seed, RecordOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Bidders, BiddersMin, nameof(options));
        var factory = new SubjectFactory(seed);
        var builders = options.Bidders * BuilderPercent / 100;
        Tenderers = [.. Enumerable.Range(0, options.Tenderers).Select(_ => factory.Tenderer())];
        Builders = [.. Enumerable.Range(0, builders).Select(_ => factory.Builder())];
        Suppliers = [.. Enumerable.Range(builders, options.Bidders - builders).Select(_ => factory.Supplier())];
    }

    internal IReadOnlyList<MarketSubject> Tenderers { get; }

    /// <summary>Those who bid for construction.</summary>
    internal IReadOnlyList<MarketSubject> Builders { get; }

    /// <summary>Those who bid in government procurement.</summary>
    internal IReadOnlyList<MarketSubject> Suppliers { get; }

    /// <summary>Those who bid in a trade class.</summary>
    internal IReadOnlyList<MarketSubject> BiddersOf(string tradeClass) => tradeClass == "D" ? Suppliers : Builders;
}
