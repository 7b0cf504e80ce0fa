using System.CommandLine;

namespace Ledger.Cli.Commands.Desks;

internal sealed class DeskCloseCommand : DeskStepCommand
{
    private readonly Option<string[]> _reasons = Reasons();

    internal DeskCloseCommand(CliContext context)
        : base(
            "close",
            "Close an order before its guarantee is issued, because its thread broke or nothing can be issued: the bidder starts again.",
            "ledger desk close 00112233445566778899aabbccddeeff --reason 两台电脑同时办理，请重新申请 --desk desk")
    {
        Add(_reasons);
        StepsForGood(
            context,
            ("close", "关闭订单"),
            (invocation, desk, id, cancellationToken) => desk.CloseAsync(id, invocation.Value(_reasons), cancellationToken));
    }
}
