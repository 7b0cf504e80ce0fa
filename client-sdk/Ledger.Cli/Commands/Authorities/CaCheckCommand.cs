using System.CommandLine;

namespace Ledger.Cli.Commands.Authorities;

internal sealed class CaCheckCommand : CliCommand
{
    private static readonly string[] Columns = ["file", "verdict", "message", "algorithm", "uscc"];
    private static readonly Argument<string[]> Files = new("FILE")
    {
        Description =
            "Certificates: PEM, DER, PEM bundles, .p7b. Of a bundle the end entity is checked, and the others help to build its path.",
        Arity = ArgumentArity.OneOrMore,
    };
    private readonly PathCheckOptions _options = new();

    internal CaCheckCommand(CliContext context)
        : base(
            "check",
            "What certificates are worth at a time, for a use: offline, from the authorities in a folder. Ends with 0 only where every " +
            "file is valid.",
            "ledger ca check --trust authorities --at 2026-11-01T00:00:00Z --usage sign --crl lists --json signer.crt")
    {
        Add(Files);
        _options.AddTo(this);
        Does(context, (invocation, _) => Task.FromResult(Check(invocation)));
    }

    private int Check(Invocation invocation)
    {
        var checker = _options.Open(invocation)!;
        var rows = new List<Document>();
        var areValid = true;
        foreach (var file in invocation.Value(Files))
        {
            var (document, isValid) = checker.Check(file);
            areValid &= isValid;
            if (invocation.Parsed.GetValue(CommonOptions.Json))
            {
                invocation.Report.ShowItem(document, ("", ""));
            }
            else
            {
                rows.Add(document);
            }
        }

        if (rows.Count > 0)
        {
            invocation.Report.ShowList(
                ("certificates", "证书"), new Document { ["certificates"] = Datum.List(rows) }, "certificates", Columns);
        }

        return areValid ? ExitCode.Done : ExitCode.NotVerified;
    }
}
