using System.CommandLine;
using Ledger.Certificates.Paths;
using Ledger.Client.CaTrust;
using Ledger.Schema.CaTrust;

namespace Ledger.Cli.Commands.Certificates;

internal sealed class CertCheckCommand : CliCommand
{
    private static readonly Option<string> Usage = new Option<string>("--usage")
    {
        Description = "login, sign, seal or encrypt.",
        DefaultValueFactory = _ => "sign",
    }.AcceptOnlyFromAmong("login", "sign", "seal", "encrypt");
    private static readonly Option<string> Region = new("--region")
    {
        Description = "Where: six digits; 000000 for the whole country.",
        DefaultValueFactory = _ => "000000",
        HelpName = "CODE",
    };
    private static readonly Option<string?> Centre = new("--centre") { Description = "The trading centre's code.", HelpName = "USCC" };
    private static readonly Option<long?> At = TypedOption.MaybeTime("--at", "When; the newest block's time otherwise.");

    internal CertCheckCommand(CliContext context)
        : base(
            "check",
            "Was a certificate good for a use, in a region or centre, at a time? From the chain alone, proven. Ends with 0 for yes, " +
            "4 for no.",
            "ledger cert check bidder.crt --usage sign --region 440400 --at 2026-11-01T00:00:00Z")
    {
        Add(CertificateSource.File);
        Add(Usage);
        Add(Region);
        Add(Centre);
        Add(At);
        Does(context, async (invocation, cancellationToken) =>
        {
            var certificate = CertificateSource.ReadOne(invocation.Value(CertificateSource.File), anyKey: true);
            var usage = Enum.Parse<CertificateUsage>(invocation.Value(Usage), ignoreCase: true);
            var place = new TrustPlace(invocation.Value(Region), invocation.Value(Centre));
            var check = await invocation.OpenReader().CaTrust.CheckAsync(
                certificate, usage, place, invocation.Value(At), cancellationToken: cancellationToken);
            invocation.Report.Show(check.Answer.IsGood ? ("good", "有效") : ("not good", "无效"), Of(check));
            return check.Answer.IsGood ? ExitCode.Done : ExitCode.NotVerified;
        });
    }

    private static Document Of(TrustCheck check) => new()
    {
        ["good"] = check.Answer.IsGood,
        ["reason"] = check.Answer.Reason.Code,
        ["message"] = check.Answer.Reason.Sentence,
        ["rule"] = check.Answer.Reason.Rule,
        ["detail"] = check.Answer.Detail,
        ["at"] = Datum.Time(check.AtMs),
        ["certificate"] = check.Answer.CertificateId,
        ["ca"] = check.Answer.CaId,
        ["uscc"] = check.Answer.Uscc,
        ["warnings"] = Datum.List(check.Answer.Warnings.Select(warning => warning.Code)),
        ["height"] = check.Height,
        ["proven_reads"] = check.Reads.Count,
    };
}
