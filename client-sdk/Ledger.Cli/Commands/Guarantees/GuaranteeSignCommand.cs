using System.CommandLine;
using Ledger.Client.Guarantees;
using FileOptions = Ledger.Cli.Client.FileOptions;

namespace Ledger.Cli.Commands.Guarantees;

internal sealed class GuaranteeSignCommand : CliCommand
{
    private static readonly Argument<string> Terms = new("FILE")
    {
        Description = "JSON of ledger.v1.GuaranteeTerms, or an array of them, as the guarantor approved them.",
    };
    private static readonly Option<string> Out = FileOptions.Out("the signed terms");

    internal GuaranteeSignCommand(CliContext context)
        : base(
            "sign",
            "Sign terms as their bidder, without which a guarantee does not count (投保合同签订).",
            "ledger guarantee sign terms.json --out signed.json --key bidder.key")
    {
        Add(Terms);
        Add(Out);
        Does(context, SignAsync);
    }

    private static async Task<int> SignAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var terms = TermsFile.Read(invocation.Value(Terms));
        var applicant = await invocation.FindSignerAsync(cancellationToken);
        var reader = invocation.OpenReader();
        var signed = terms.Select(one => one.Version > 1 ? one : ApplicantTerms.Sign(invocation.Genesis, one, applicant)).ToList();
        foreach (var one in signed)
        {
            await ApplicantTerms.RequireSignedAsync(reader, one, cancellationToken);
        }

        TermsFile.Write(invocation.Value(Out), signed);
        invocation.Report.Show(("terms signed", "条款已签署"), new Document
        {
            ["certificate"] = applicant.CertificateId,
            ["out"] = invocation.Value(Out),
            ["guarantees"] = Datum.List(signed.Select(one => one.GuaranteeNo)),
        });
        return ExitCode.Done;
    }
}
