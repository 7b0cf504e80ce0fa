using System.CommandLine;
using Ledger.Cli.Previews;
using Ledger.Client.CaTrust;
using Ledger.Preflight;

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
        DoesForGood(context, ImportAsync);
    }

    private static async Task<int> ImportAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var lists = CertificateFileReader.Read(invocation.Value(File)).RevocationLists;
        if (lists.Count != 1)
        {
            throw CliException.Usage(
                $"{invocation.Value(File)} holds {lists.Count} revocation lists; import one at a time.",
                $"{invocation.Value(File)} 中有 {lists.Count} 份吊销列表；请每次导入一份。");
        }

        var (caId, list) = (invocation.Value(CaId), lists[0]);
        var client = await invocation.OpenSignerAsync(cancellationToken);
        var preflight = await client.PreflightAsync(
            await client.CaTrust.NextImportCallsAsync(caId, list, cancellationToken), cancellationToken: cancellationToken);
        if (!FinalAct.Confirm(invocation, preflight, (("Import a revocation list", "导入吊销列表"), PreviewContents.OfList(caId, list))))
        {
            return Confirmation.CodeOfUndone(invocation);
        }

        var bar = invocation.NewProgressBar<RevocationImportProgress>(at => (at.Done, at.Total));
        var result = await client.CaTrust.ImportRevocationListAsync(caId, list, bar, cancellationToken);
        return Outcome.Show(invocation, ("revocation list", "吊销列表"), result);
    }
}
