using System.CommandLine;
using Ledger.Client.CaTrust;

namespace Ledger.Cli.Commands.Authorities;

internal sealed class CaImportCommand : CliCommand
{
    private static readonly Argument<string> CaId = new("CA") { Description = "The CA's id on the trust list." };
    private static readonly Argument<string> File = new("FILE") { Description = "Its revocation list, DER or PEM, 4 MiB at most." };

    internal CaImportCommand(CliContext context)
        : base(
            "import",
            "Import a CA's revocation list. Anyone may: the list's signature speaks for itself. A list over 64 KiB goes in parts; a run " +
            "that was broken off goes on when repeated.",
            "ledger ca import gdca gdca.crl --key operator.key")
    {
        Add(CaId);
        Add(File);
        Does(context, async (invocation, cancellationToken) =>
        {
            var lists = CertificateFileReader.Read(invocation.Value(File)).RevocationLists;
            if (lists.Count != 1)
            {
                throw CliException.Usage($"{invocation.Value(File)} holds {lists.Count} revocation lists; import one at a time.");
            }

            var client = await invocation.OpenSignerAsync(cancellationToken);
            var bar = invocation.NewProgressBar<RevocationImportProgress>(at => (at.Done, at.Total));
            var result = await client.CaTrust.ImportRevocationListAsync(invocation.Value(CaId), lists[0], bar, cancellationToken);
            return Outcome.Show(invocation, ("revocation list", "吊销列表"), result);
        });
    }
}
