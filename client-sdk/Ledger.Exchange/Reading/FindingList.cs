using System.Text;
using System.Text.Json;

namespace Ledger.Exchange.Reading;

/// <summary>What is found while reading: all of it, up to a limit.</summary>
internal sealed class FindingList
{
    private readonly List<ExchangeFinding> _findings = [];
    private int _faults;
    private int _warnings;

    internal IReadOnlyList<ExchangeFinding> All => _findings;

    internal bool HasFault => _faults > 0;

    internal void Add(ExchangeFault fault, string element, string detail)
    {
        var finding = new ExchangeFinding(fault, element, detail);
        var number = finding.IsWarning ? ++_warnings : ++_faults;
        if (number <= (finding.IsWarning ? ExchangeLimits.WarningsMax : ExchangeLimits.FaultsMax))
        {
            _findings.Add(finding);
        }
        else if (!finding.IsWarning && number == ExchangeLimits.FaultsMax + 1)
        {
            _findings.Add(
                new ExchangeFinding(
                    ExchangeFault.TooManyFaults,
                    string.Empty,
                    $"There are more than {ExchangeLimits.FaultsMax} faults; the rest is not listed."));
        }
    }

    internal static string NameOf(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };

    internal static string Quote(string text) => $"'{Shorten(text)}'";

    /// <summary>Text from outside as it may stand in a message: short, on one line.</summary>
    internal static string Shorten(string text)
    {
        var shown = new StringBuilder(ExchangeLimits.QuotedCharsMax + 1);
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, ExchangeLimits.QuotedCharsMax)))
        {
            shown.Append(char.IsControl(c) || char.IsSurrogate(c) ? '?' : c);
        }

        return text.Length > ExchangeLimits.QuotedCharsMax ? shown.Append('…').ToString() : shown.ToString();
    }
}
