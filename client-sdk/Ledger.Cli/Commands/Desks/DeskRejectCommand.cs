using System.CommandLine;

namespace Ledger.Cli.Commands.Desks;

internal sealed class DeskRejectCommand : DeskStepCommand
{
    private readonly Option<string[]> _reasons = Reasons();

    internal DeskRejectCommand(CliContext context)
        : base(
            "reject",
            "Say no to what waits – an application, a change, or a surrender – with reasons.",
            "ledger desk reject 00112233445566778899aabbccddeeff --reason 授信不足 --desk desk")
    {
        Add(_reasons);
        StepsForGood(
            context,
            ("reject", "审核不通过"),
            (invocation, desk, id, cancellationToken) => desk.Show(id) switch
            {
                { PendingSurrender: not null } => desk.RefuseSurrenderAsync(id, invocation.Value(_reasons), cancellationToken),
                { PendingChange: not null } => desk.RefuseChangeAsync(id, invocation.Value(_reasons), cancellationToken),
                _ => desk.RejectAsync(id, invocation.Value(_reasons), cancellationToken),
            },
            SaysWhy(_reasons));
    }
}
