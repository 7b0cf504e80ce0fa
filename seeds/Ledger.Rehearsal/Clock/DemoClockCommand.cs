using System.CommandLine;
using Ledger.Client;
using Ledger.Rehearsal.Demo;
using Ledger.Terminal;

namespace Ledger.Rehearsal.Clock;

/// <summary><c>ledger demo clock +20d</c>: shows what passes, asks, and moves the clock of a running rehearsal forward.</summary>
internal sealed class DemoClockCommand : ProgramCommand
{
    // an idle chain makes a block each half minute, and time needs two: votes of the first, the median in the second
    private static readonly TimeSpan ShownWithin = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    private readonly Argument<string> _step = new("STEP") { Description = "How far: +20d, +3h, +1d12h30m." };

    internal DemoClockCommand(CliContext context)
        : base(
            "clock",
            "Move the clock of a rehearsal forward; any other chain's time is its validators'.",
            "ledger demo clock +20d --genesis .ledger/consortium/genesis.json")
    {
        Add(_step);
        Confirmation.AddTo(this);
        Add(DemoNode.Option);
        Does(context, RunAsync);
    }

    private async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var step = ClockStep.Read(run.Value(_step));
        if (!run.Genesis.IsRehearsal)
        {
            throw CliException.Usage(
                "This chain's genesis does not declare it a rehearsal: its time is the median of its validators' clocks, and nobody " +
                "moves it.",
                "此链的创世文件未声明为演练：其时间为验证节点时钟的中位数，不能移动。");
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(run.GenesisPath))!;
        using var client = DemoNode.Open(run);
        var jump = await ClockJump.ReadAsync(client, step, cancellationToken);
        var move = new FinalStep(jump.Document, jump.Write, ("Move the clock?", "确认前移时钟？"), ("Nothing was moved.", "时钟未动。"));
        if (!Confirmation.Ask(run, move))
        {
            return Confirmation.CodeOfUndone(run);
        }

        await MoveAsync(run, folder, jump, client, cancellationToken);
        run.Report.Show(jump.Document, screen =>
            screen.Line(screen.Say($"The chain's time is {Moments.Show(jump.To)}.", $"链上时间已为 {Moments.Show(jump.To)}。")));
        return ExitCode.Done;
    }

    private static async Task MoveAsync(
        CommandRun run, string folder, ClockJump jump, LedgerClient client, CancellationToken cancellationToken)
    {
        ClockRequest.Ask(folder, jump.To);
        if (!await IsSoonAsync(run.Context.Patience, () => Task.FromResult(!ClockRequest.IsWaiting(folder)), cancellationToken))
        {
            ClockRequest.TakeBack(folder);
            throw CliException.Usage(
                $"No rehearsal that stays up answers in {folder}: give the genesis of the one that runs (`ledger up` prints it), and " +
                $"wait until it says that it stays up.",
                $"{folder} 中没有正在运行的演练应答：请给出正在运行者的创世文件（`ledger up` 会显示），并等待其就绪。");
        }

        if (!await IsSoonAsync(
            ShownWithin, async () => (await client.GetStatusAsync(cancellationToken)).BlockTime >= jump.To, cancellationToken))
        {
            throw new CliException(
                ExitCode.Unreachable, "The clock was moved, but no block shows its time yet; `ledger status` says when one does.",
                "时钟已移动，但尚无区块显示该时间；可用 `ledger status` 查看。");
        }
    }

    private static async Task<bool> IsSoonAsync(TimeSpan patience, Func<Task<bool>> isDone, CancellationToken cancellationToken)
    {
        var until = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        while (!await isDone())
        {
            if (Environment.TickCount64 > until)
            {
                return false;
            }

            await Task.Delay(Look, cancellationToken);
        }

        return true;
    }
}
