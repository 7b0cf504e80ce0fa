using System.CommandLine;
using Ledger.Cli.Client;
using Ledger.Client.CaTrust;
using Ledger.Protocol;
using FileOptions = Ledger.Cli.Client.FileOptions;

namespace Ledger.Cli.Commands.Certificates;

internal sealed class CertPossessionCommand : CliCommand
{
    private static readonly Option<string> Out = FileOptions.Out("the proof");

    internal CertPossessionCommand(CliContext context)
        : base(
            "possession",
            "Prove that you hold a certificate's key, in a file from which a trading centre registers the certificate. The key stays " +
            "with you; the file is not secret, and good for this chain alone.",
            "ledger cert possession bidder.crt --key bidder.key --out bidder.possession")
    {
        Add(CertificateSource.File);
        Add(CertificateSource.SigningCertificate);
        Add(Out);
        Does(context, WriteAsync);
    }

    private static async Task<int> WriteAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var registration = await CertificateSource.MakeAsync(
            invocation, invocation.Value(CertificateSource.File), keyPath: null, cancellationToken);
        var path = invocation.Value(Out);
        EncodedFile.WriteNew(path, PossessionFile.Write(invocation.Genesis, registration));
        invocation.Report.Show(("possession", "持有证明"), new Document
        {
            ["file"] = path,
            ["certificate"] = CertificateId.Compute(invocation.Genesis.Hasher, registration.Certificate.Span).ToString(),
        });
        return ExitCode.Done;
    }
}
