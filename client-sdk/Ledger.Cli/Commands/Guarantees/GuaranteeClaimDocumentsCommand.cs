using System.CommandLine;
using Ledger.Cli.Commands.Orders;
using Ledger.Cli.Previews;
using Ledger.Client;
using Ledger.Crypto.Sealing;
using Ledger.Orders;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Guarantees;

internal sealed class GuaranteeClaimDocumentsCommand : CliCommand
{
    private readonly Argument<string> _guarantee = new("ID") { Description = "The guarantee's id, 32 hexadecimal digits." };
    private readonly Option<string[]> _documents = new("--document")
    {
        Description = "The reference of an uploaded document (`ledger document put --reference`); once for each.",
        HelpName = "FILE",
        Required = true,
    };
    private readonly Option<string> _remark = new("--remark")
    {
        Description = "A word to it.",
        HelpName = "TEXT",
        DefaultValueFactory = _ => string.Empty,
    };
    private readonly OrderAccess _access = new();

    internal GuaranteeClaimDocumentsCommand(CliContext context)
        : base(
            "claim-documents",
            "Bring the documents of your claim to the guarantor, encrypted: the chain has their digests alone.",
            "ledger guarantee claim-documents 9c1f0a7be4d2438895a1c3e0f7b2d604 --document evidence.reference --document " +
            "statement.reference --key tenderer.key")
    {
        Add(_guarantee);
        Add(_documents);
        Add(_remark);
        Add(_access.Nodes.Also);
        DoesForGood(context, async (invocation, cancellationToken) =>
        {
            var id = HexArgument.Read(invocation.Value(_guarantee), 16, "A guarantee's id");
            var documents = OrderFiles.References(invocation.Value(_documents));
            var (book, _) = await _access.OpenBookAsync(invocation, string.Empty, cancellationToken);
            var claim = new ClaimDocuments(book.Party, book.Mail, book.Chain, SystemRandomSource.Instance);
            var (record, _) = await claim.CheckAsync(id, documents, invocation.Value(_remark), cancellationToken);
            var time = (await invocation.OpenReader().GetStatusAsync(cancellationToken)).BlockTime;
            var judgement = new CallJudgement(time, book.Party.Uscc, string.Empty, []);
            var preview = new Preview(
                ("Bring a claim's documents", "提交索赔文件"), Describe(invocation, record), judgement, invocation.Genesis.IsRehearsal);
            if (!FinalAct.Confirm(invocation, preview))
            {
                return Confirmation.CodeOfUndone(invocation);
            }

            await claim.SendAsync(id, documents, invocation.Value(_remark), cancellationToken);
            invocation.Report.Show(
                ("claim's documents", "索赔文件"),
                new Document { ["guarantee"] = Datum.Id(id), ["documents"] = documents.Count, ["remark"] = invocation.Value(_remark) });
            return ExitCode.Done;
        });
    }

    private Document Describe(Invocation invocation, Guarantee record) => new()
    {
        ["guarantee"] = Datum.Id(record.GuaranteeId),
        ["guarantee_no"] = record.Terms?.GuaranteeNo,
        ["guarantor_uscc"] = record.IssuerUscc,
        ["claimed_fen"] = Datum.Money(record.Claim?.AmountFen),
        ["documents"] = OrderFiles.Names(invocation.Value(_documents)),
        ["remark"] = invocation.Value(_remark),
    };
}
