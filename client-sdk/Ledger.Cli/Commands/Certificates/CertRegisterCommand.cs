using Ledger.Client.CaTrust;
using Ledger.Protocol;

namespace Ledger.Cli.Commands.Certificates;

internal sealed class CertRegisterCommand : CliCommand
{
    internal CertRegisterCommand(CliContext context)
        : base(
            "register",
            "Register a certificate once, for every centre: as its subject, or as a trading centre for it.",
            "ledger cert register bidder.crt --certificate-key bidder.key --key centre.key")
    {
        Add(CertificateSource.File);
        Add(CertificateSource.CertificateKey);
        Add(CertificateSource.SigningCertificate);
        Does(context, async (invocation, cancellationToken) =>
        {
            var register = CertificateSource.Register(invocation);
            var client = await invocation.OpenSignerAsync(cancellationToken);
            var result = await client.SubmitAsync(CertificateCalls.Of(register), cancellationToken: cancellationToken);
            var document = Documents.Of(result);
            document["certificate"] = CertificateId.Compute(invocation.Genesis.Hasher, register.Certificate.Span).ToString();
            return Outcome.Show(invocation, ("certificate", "证书"), result, document);
        });
    }
}
