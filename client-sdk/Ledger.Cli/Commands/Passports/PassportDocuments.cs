using System.Text.Json.Nodes;
using Google.Protobuf;
using Ledger.Cli.Output;
using Ledger.Passports;

namespace Ledger.Cli.Commands.Passports;

/// <summary>Shows what came of checking a passport.</summary>
internal static class PassportDocuments
{
    internal static int Show(Invocation invocation, string path, int bytes, PassportReport report)
    {
        var document = Of(report);
        document.Insert(0, "file", path);
        document.Insert(1, "bytes", bytes);
        invocation.Report.ShowVerdict(document, "checks", ["check", "outcome", "detail"]);
        if (report.Guarantee is { } view && !invocation.Parsed.GetValue(CommonOptions.Json))
        {
            invocation.Report.Show("guarantee", Of(view));
        }

        return report.IsValid ? ExitCode.Done : ExitCode.NotVerified;
    }

    private static JsonObject Of(PassportReport report) => new()
    {
        ["verdict"] = report.IsValid ? "valid" : "invalid",
        ["reason"] = report.Failure is { } failure
            ? $"{failure.Name}: {failure.Detail}"
            : $"as of height {report.Checkpoint!.Height}, {Documents.Time(report.Checkpoint.TimeMs)}; what came later it cannot know",
        ["checks"] = new JsonArray([.. report.Checks.Select(check => (JsonNode)new JsonObject
        {
            ["check"] = check.Name,
            ["outcome"] = check.OutcomeName,
            ["detail"] = check.Detail,
            ["rule"] = check.Rule,
        })]),
        ["checkpoint"] = report.Checkpoint is { } checkpoint ? Of(checkpoint) : null,
        ["guarantee"] = report.Guarantee is { } view ? Of(view) : null,
    };

    private static JsonObject Of(Checkpoint checkpoint) => new()
    {
        ["chain_id"] = checkpoint.ChainId.ToString(),
        ["height"] = checkpoint.Height,
        ["time"] = Documents.Time(checkpoint.TimeMs),
        ["hash"] = checkpoint.Hash.ToString(),
        ["validators"] = checkpoint.Validators,
    };

    private static JsonObject Of(GuaranteeView view) => new()
    {
        ["id"] = Documents.Hex(view.Record.GuaranteeId),
        ["state"] = view.State.ToString(),
        ["version"] = view.Record.Version,
        ["issuer_uscc"] = view.IssuerUscc,
        ["issuer_name"] = view.IssuerName,
        ["issued_at"] = Documents.Time(view.Record.IssuedAt),
        ["issued_by"] = view.IssuedBy.ToString(),
        ["issued_height"] = view.IssuedHeight,
        ["terms_are_signed"] = view.TermsAreSigned,
        ["terms"] = view.Terms is { } terms ? Documents.Of((IMessage)terms) : null,
        ["section_name"] = view.Section?.Announced.Name,
    };
}
