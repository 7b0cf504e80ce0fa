namespace Ledger.Supervision;

/// <summary>By what a market's figures are told apart.</summary>
public enum FigureGrouping
{
    /// <summary>
    /// The month of the section's opening in Beijing time, <c>2020-03</c>; of one that was not opened, of its opening time.
    /// </summary>
    Month = 1,

    /// <summary>The section's region, GB/T 2260.</summary>
    Region = 2,

    /// <summary>The section's trade class: A construction, B land, C property rights, D government procurement.</summary>
    Trade = 3,

    /// <summary>The trading centre, by its USCC.</summary>
    Centre = 4,

    /// <summary>The guarantor, by its USCC; sections without a guarantee are in none.</summary>
    Guarantor = 5,
}
