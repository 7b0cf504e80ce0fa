using Ledger.Exchange;

namespace Ledger.Cli.Commands.Exchange;

/// <summary>A document from a file, and how its findings are shown.</summary>
internal static class ExchangeInput
{
    private static readonly string[] Columns = ["severity", "fault", "element", "detail", "rule"];

    /// <summary>Reads no more than a document may have and one byte: a longer file is a fault like others.</summary>
    internal static async Task<ExchangeReading> ReadAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        var bytes = new byte[Math.Min(file.Length, ExchangeLimits.DocumentBytesMax) + 1];
        var count = await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return ExchangeReader.Read(bytes.AsMemory(0, count));
    }

    internal static void Show(Invocation invocation, string path, ExchangeReading reading, IReadOnlyList<ExchangeFinding> findings)
    {
        var document = new Document
        {
            ["file"] = path,
            ["verdict"] = findings.Any(one => !one.IsWarning) ? "refused" : "taken",
            ["reason"] = reading.Kind is { } kind ? kind.ToString() : "no document of the exchange",
            ["findings"] = Datum.List(findings.Select(Of)),
        };
        if (invocation.Value(CommonOptions.Json))
        {
            invocation.Report.Show((path, path), document);
            return;
        }

        var chinese = Language.IsChinese(invocation.Context, invocation.Parsed);
        invocation.Report.ShowVerdict(document, "findings", chinese ? [.. Columns, Documents.RuleInChinese] : Columns);
    }

    private static Document Of(ExchangeFinding finding)
    {
        var text = ExchangeFaultTexts.Of(finding.Fault);
        return new Document
        {
            ["severity"] = finding.IsWarning ? "warning" : "fault",
            ["fault"] = finding.Fault.ToString(),
            ["number"] = (int)finding.Fault,
            ["element"] = finding.Element,
            ["detail"] = finding.Detail,
            ["rule"] = text.Rule,
            [Documents.RuleInChinese] = text.Chinese,
        };
    }
}
