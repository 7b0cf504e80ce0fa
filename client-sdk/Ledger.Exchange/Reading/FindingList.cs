using System.Text;
using System.Text.Json;

namespace Ledger.Exchange.Reading;

/// <summary>What is found while reading: all of it, up to a limit.</summary>
internal sealed class FindingList
{
    private readonly List<ExchangeFinding> _findings = [];

    internal IReadOnlyList<ExchangeFinding> All => _findings;

    internal bool HasFault { get; private set; }

    internal void Add(ExchangeFault fault, string element, string detail)
    {
        var finding = new ExchangeFinding(fault, element, detail);
        HasFault |= !finding.IsWarning;
        if (_findings.Count < ExchangeLimits.FindingsMax)
        {
            _findings.Add(finding);
        }
        else if (_findings.Count == ExchangeLimits.FindingsMax)
        {
            HasFault = true;
            _findings.Add(new ExchangeFinding(ExchangeFault.TooManyFaults, string.Empty, $"There are more than {ExchangeLimits.FindingsMax} faults; the rest is not listed."));
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
