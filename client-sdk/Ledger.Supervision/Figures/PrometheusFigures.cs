using System.Globalization;
using System.Text;

namespace Ledger.Supervision;

/// <summary>
/// Figures in the text format of Prometheus (exposition format 0.0.4), for a file that a node exporter's textfile collector takes up.
/// </summary>
public static class PrometheusFigures
{
    private static readonly (string Name, string Help, Func<FigureRow, double?> Value)[] Metrics =
    [
        ("ledger_market_sections", "Sections announced.", row => row.Sections),
        ("ledger_market_sections_opened", "Sections opened.", row => row.SectionsOpened),
        ("ledger_market_sections_failed", "Sections failed.", row => row.SectionsFailed),
        ("ledger_market_bidders", "Bids opened.", row => row.Bidders),
        ("ledger_market_guarantees", "Guarantees revealed.", row => row.Guarantees),
        ("ledger_market_cash_replaced_yuan", "Amounts of the guarantees revealed.", row => Yuan(row.CashReplacedFen)),
        ("ledger_market_premiums_yuan", "What the guarantees cost.", row => Yuan(row.PremiumsFen)),
        ("ledger_market_claims", "Guarantees claimed on.", row => row.Claims),
        ("ledger_market_paid_yuan", "Paid on claims.", row => Yuan(row.PaidFen)),
        ("ledger_market_returned", "Guarantees released.", row => row.Returned),
        ("ledger_market_days_to_return_median", "Days from announcement to release, the middle one.", row => row.DaysToReturnMedian),
        ("ledger_market_outstanding", "Guarantees that stand.", row => row.Outstanding),
        ("ledger_market_outstanding_yuan", "What they stand for.", row => Yuan(row.OutstandingFen)),
        ("ledger_market_returns_late", "Guarantees whose return is overdue.", row => row.ReturnsLate),
        ("ledger_market_returns_unjudged", "Guarantees whose return cannot be judged, by forged records.", row => row.ReturnsUnjudged),
    ];

    /// <summary>All rows of several groupings.</summary>
    public static string Write(IReadOnlyList<(FigureGrouping By, IReadOnlyList<FigureRow> Rows)> groupings)
    {
        ArgumentNullException.ThrowIfNull(groupings);
        var text = new StringBuilder();
        foreach (var (name, help, value) in Metrics)
        {
            text.Append("# HELP ").Append(name).Append(' ').Append(help).Append('\n');
            text.Append("# TYPE ").Append(name).Append(" gauge\n");
            foreach (var (by, rows) in groupings)
            {
                foreach (var row in rows)
                {
                    if (value(row) is { } number)
                    {
                        text.Append(name).Append("{by=\"").Append(by.ToString().ToLowerInvariant()).Append("\",group=\"")
                            .Append(Escape(row.Group)).Append("\"} ")
                            .Append(number.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
                    }
                }
            }
        }

        return text.ToString();
    }

    private static double Yuan(long fen) => fen / 100.0;

    private static string Escape(string label) => label.Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
