using System.CommandLine;
using System.Security.Cryptography;
using Ledger.Cli.Client;
using Ledger.Cli.Commands.Audits.Reports;
using Ledger.Cli.Previews;
using Ledger.Client.Evidence;
using Ledger.Protocol;

namespace Ledger.Cli.Commands.Audits;

internal sealed class AuditCosignCommand : CliCommand
{
    private static readonly Argument<string> Report = new("REPORT") { Description = "The report, NAME.json of ledger audit report." };

    internal AuditCosignCommand(CliContext context)
        : base(
            "cosign",
            "Put on the chain, as an auditor of the consortium, that a sound report verified it up to the report's height. The digest of " +
            "the report stands there for good; read the report first.",
            "ledger audit cosign report-2026.json --key auditor.key")
    {
        Add(Report);
        DoesForGood(context, CosignAsync);
    }

    private static async Task<int> CosignAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var bytes = EncodedFile.ReadAll(invocation.Value(Report));
        var report = ReportHead.Read(invocation, bytes);
        var client = await invocation.OpenSignerAsync(cancellationToken);
        var block = await client.GetBlockAsync(report.Height, cancellationToken);
        if (block.Hash != report.Hash)
        {
            throw new CliException(
                ExitCode.NotVerified,
                $"The report's block {report.Height} is {report.Hash}, and the node proves {block.Hash}: cosign nothing, and look whose " +
                "blocks the archive holds.",
                $"报告中的区块 {report.Height} 为 {report.Hash}，而节点证明的是 {block.Hash}：请勿会签，并查明归档的区块来自何处。");
        }

        var digest = new Digest(SHA256.HashData(bytes));
        var call = EvidenceCalls.CosignCheckpoint(block.Header, digest, report.Depth);
        return await FinalAct.SendAsync(
            invocation, client, call, ("Checkpoint cosigned", "检查点已会签"), cancellationToken,
            new Document { ["height"] = report.Height, ["hash"] = report.Hash, ["sha256"] = digest });
    }
}
