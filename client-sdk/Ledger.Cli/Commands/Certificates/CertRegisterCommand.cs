using Ledger.Client.CaTrust;
using Ledger.Protocol;

namespace Ledger.Cli.Commands.Certificates;

internal sealed class CertRegisterCommand : CliCommand
{
    internal CertRegisterCommand(CliContext context)
        : base(
            "register",
            "Register a certificate once, for every centre: as a trading centre from what its subject made with `cert possession`, or as " +
            "its subject with a certificate that is registered already.",
            "ledger cert register bidder.possession --key centre.key")
    {
        Add(CertificateSource.Registration);
        Add(CertificateSource.CertificateKey);
        Add(CertificateSource.CertificatePin);
        Add(CertificateSource.SigningCertificate);
        Does(context, async (invocation, cancellationToken) =>
        {
            var register = await CertificateSource.ReadAsync(invocation, cancellationToken);
            var client = await invocation.OpenSignerAsync(cancellationToken);
            var result = await client.SubmitAsync(CertificateCalls.Of(register), cancellationToken: cancellationToken);
            var document = Documents.Of(result);
            document["certificate"] = CertificateId.Compute(invocation.Genesis.Hasher, register.Certificate.Span).ToString();
            return Outcome.Show(invocation, ("certificate", "证书"), result, document);
        });
    }
}
