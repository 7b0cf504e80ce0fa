using System.CommandLine;
using Ledger.Cli.Previews;
using Ledger.Client.CaTrust;
using Ledger.Protocol;

namespace Ledger.Cli.Commands.Certificates;

internal sealed class CertReplaceCommand : CliCommand
{
    private const string OldId = "74a1c05f9e3b2d8806f1c47ab95e20d374a1c05f9e3b2d8806f1c47ab95e20d3";

    private static readonly Argument<string> Old = new("OLD") { Description = "The old certificate's id, or its file." };
    private static readonly Option<long> Until = TypedOption.Time("--until", "Until when the old one stays valid.");

    internal CertReplaceCommand(CliContext context)
        : base(
            "replace",
            "Register a certificate's successor; the old one stays valid until a named time.",
            $"ledger cert replace {OldId} new.crt --until \"2027-01-01 00:00\" --certificate-key new.key --key bidder.key")
    {
        Add(Old);
        Add(CertificateSource.Registration);
        Add(Until);
        Add(CertificateSource.CertificateKey);
        Add(CertificateSource.CertificatePin);
        Add(CertificateSource.SigningCertificate);
        DoesForGood(context, async (invocation, cancellationToken) =>
        {
            var successor = await CertificateSource.ReadAsync(invocation, cancellationToken);
            var old = CertificateSource.IdOf(invocation, invocation.Value(Old));
            var id = CertificateId.Compute(invocation.Genesis.Hasher, successor.Certificate.Span);
            var added = new Document { ["certificate"] = Datum.NextId(id.ToArray()) };
            return await FinalAct.SendAsync(
                invocation, CertificateCalls.Replace(old, successor, invocation.Value(Until)), ("certificate", "证书"), cancellationToken,
                added);
        });
    }
}
