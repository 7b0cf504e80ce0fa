using Ledger.Cli.Previews;
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
        DoesForGood(context, async (invocation, cancellationToken) =>
        {
            var registration = await CertificateSource.ReadAsync(invocation, cancellationToken);
            var id = CertificateId.Compute(invocation.Genesis.Hasher, registration.Certificate.Span);
            var added = new Document { ["certificate"] = Datum.NextId(id.ToArray()) };
            return await FinalAct.SendAsync(
                invocation, CertificateCalls.Of(registration), ("certificate", "证书"), cancellationToken, added);
        });
    }
}
