using System.CommandLine;
using Ledger.Cli.Commands.Orders;
using Ledger.Orders;
using Ledger.Schema.Judgements;

namespace Ledger.Cli.Commands.Desks;

internal sealed class DeskApproveCommand : DeskStepCommand
{
    private readonly Option<long?> _premium = TypedOption.MaybeMoney(
        "--premium-fen", "The premium; of a change the premium in all; 0 where there is none. Not for a surrender.");

    private readonly Option<string?> _document = new("--document")
    {
        Description = "The guarantee's document: its digest goes into the terms. Not for a surrender.",
        HelpName = "FILE",
    };
    private readonly Option<string?> _reference = new("--reference")
    {
        Description = "The reference of the document, where it was uploaded for the bidder.",
        HelpName = "FILE",
    };

    internal DeskApproveCommand(CliContext context)
        : base(
            "approve",
            "Say yes to what waits: an application, a change, or a surrender. Limits are checked.",
            "ledger desk approve 00112233445566778899aabbccddeeff --premium-fen 20000 --document guarantee.pdf --desk desk")
    {
        Add(_premium);
        Add(_document);
        Add(_reference);
        StepsForGood(
            context,
            ("approve", "审核通过"),
            (invocation, desk, id, cancellationToken) => desk.Show(id) switch
            {
                { PendingSurrender: not null } => desk.AcceptSurrenderAsync(id, cancellationToken),
                { PendingChange: not null } => desk.ApproveChangeAsync(id, Decision(invocation), cancellationToken),
                _ => desk.ApproveAsync(id, Decision(invocation), cancellationToken),
            },
            adds: (invocation, view, content) =>
            {
                if (view.PendingSurrender is not null)
                {
                    return [];
                }

                var premium = Decision(invocation).PremiumFen;
                content["premium_fen"] = Datum.Money(premium);
                return premium == 0 ? [CallWarning.NoPremium] : [];
            });
    }

    private DeskDecision Decision(Invocation invocation)
    {
        var document = invocation.Value(_document)
            ?? throw CliException.Usage(
                "Which document? Give the guarantee's document with --document FILE.", "哪份文件？请用 --document 指定保函文件。");
        var premium = invocation.Value(_premium)
            ?? throw CliException.Usage(
                "Which premium? Give it with --premium-fen; 0 where the guarantee costs nothing.",
                "保费多少？请用 --premium-fen 指定；免费的填 0。");
        var reference = invocation.Value(_reference) is { } path ? OrderFiles.References([path])[0] : null;
        return new DeskDecision(premium, OrderFiles.DigestOf(document, invocation.Genesis.Hasher), reference);
    }
}
