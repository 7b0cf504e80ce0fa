using System.CommandLine;
using Ledger.Cli.Previews;
using Ledger.Client;
using Ledger.Orders;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Orders;

internal sealed class OrderApplyCommand : CliCommand
{
    private readonly Argument<string> _applicant = new("APPLICANT")
    {
        Description = "JSON of ledger.v1.OrderApplicant: who you are, and your basic account.",
    };
    private readonly Option<string> _guarantor = new("--guarantor")
    {
        Description = "统一社会信用代码 of any guarantor that has a card on the chain: `ledger order guarantors`.",
        HelpName = "USCC",
        Required = true,
    };
    private readonly Option<string> _section = new("--section") { Description = "标段(包)编号.", HelpName = "CODE", Required = true };
    private readonly Option<string> _tender = new("--tender-document")
    {
        Description = "The tender file: its digest makes the application idempotent.",
        HelpName = "FILE",
        Required = true,
    };
    private readonly Option<bool> _blind = new("--blind")
    {
        Description = "密文: the guarantor does not learn the section before the opening.",
    };
    private readonly Option<long?> _amount = TypedOption.MaybeMoney("--amount-fen", "The amount; the bond, or its tier, otherwise.");
    private readonly Option<long?> _until = TypedOption.MaybeTime(
        "--valid-until", "The end; that of the bids' validity, or its tier, otherwise.");

    private readonly Option<string[]> _documents = new("--document")
    {
        Description = "The reference of an uploaded document; once for each.",
        HelpName = "FILE",
        DefaultValueFactory = _ => [],
    };
    private readonly BidderSide _side = new();

    internal OrderApplyCommand(CliContext context)
        : base(
            "apply",
            "Ask a guarantor for a guarantee. The same application again is the same order.",
            "ledger order apply me.json --guarantor 91440400MA4UWX0R6T --section E4404000001001043001001 --tender-document tender.zip " +
            "--blind --orders orders")
    {
        Add(_applicant);
        Add(_guarantor);
        Add(_section);
        Add(_tender);
        Add(_blind);
        Add(_amount);
        Add(_until);
        Add(_documents);
        Add(_side.Folder);
        Add(_side.Nodes.Also);
        DoesForGood(context, ApplyAsync);
    }

    private async Task<int> ApplyAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var guarantor = invocation.Value(_guarantor);
        if (!UnifiedSocialCreditCode.HasShape(guarantor))
        {
            throw CliException.Usage(
                $"--guarantor {guarantor} does not have the shape of a unified social credit code. Those that can be asked: `ledger " +
                $"order guarantors`.",
                $"--guarantor {guarantor} 不是统一社会信用代码。可申请的保函机构见 `ledger order guarantors`。");
        }

        var request = new OrderRequest
        {
            GuarantorUscc = guarantor,
            SectionCode = invocation.Value(_section),
            Applicant = OrderFiles.ReadJson<OrderApplicant>(invocation.Value(_applicant)),
            TenderDocumentDigest = OrderFiles.DigestOf(invocation.Value(_tender), invocation.Genesis.Hasher),
            IsBlind = invocation.Value(_blind),
            AmountFen = invocation.Value(_amount),
            ValidUntil = invocation.Value(_until),
            Documents = OrderFiles.References(invocation.Value(_documents)),
        };
        var orders = await _side.OpenAsync(invocation, onlyReads: false, cancellationToken);
        await _side.OpenedAsync(invocation, orders, onlyReads: false, cancellationToken);
        var draft = await orders.DraftAsync(request, cancellationToken);
        if (!draft.IsStanding && !FinalAct.Confirm(invocation, await PreviewAsync(invocation, orders, draft, cancellationToken)))
        {
            return Confirmation.CodeOfUndone(invocation);
        }

        var view = await orders.ApplyAsync(request, cancellationToken);
        await _side.DoneAsync(invocation, orders, cancellationToken);
        invocation.Report.Show(("order", "订单"), OrderDocuments.Of(orders, view));
        return ExitCode.Done;
    }

    private static async Task<Preview> PreviewAsync(
        Invocation invocation, BidderOrders orders, OrderDraft draft, CancellationToken cancellationToken)
    {
        var (application, section) = (draft.Application, draft.Section);
        var time = (await invocation.OpenReader().GetStatusAsync(cancellationToken)).BlockTime;
        var content = new Document
        {
            ["guarantor"] = draft.Guarantor.Name,
            ["guarantor_uscc"] = draft.Guarantor.Uscc,
            ["section"] = section.Announced.SectionCode,
            ["section_name"] = section.Announced.Name,
            ["opening_time"] = Datum.Time(section.OpeningTime),
            ["bond_fen"] = Datum.Money(section.Announced.BondFen),
            ["mode"] = new Datum.Term("OrderMode", application.Blind is null ? "Clear" : "Blind"),
            ["applicant"] = application.Applicant.Name,
            ["applicant_uscc"] = application.Applicant.Uscc,
            ["basic_account"] = application.Applicant.BasicAccount is { } basic ? MessageDocuments.Of(basic) : null,
            ["amount_fen"] = Datum.Money(application.AmountFen),
            ["valid_until"] = Datum.Time(application.ValidUntil),
            ["documents"] = application.Documents.Count,
        };
        var judgement = new CallJudgement(time, orders.Uscc, string.Empty, [.. StepWarnings.Of(draft)]);
        return new Preview(("Apply for a guarantee", "申请保函"), content, judgement, invocation.Genesis.IsRehearsal);
    }
}
