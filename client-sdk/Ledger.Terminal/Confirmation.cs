using System.CommandLine;

namespace Ledger.Terminal;

/// <summary>
/// The one way of commands whose effect cannot be taken back: shown, asked where somebody is there to answer, and only then done.
/// <c>--dry-run</c> shows and ends, <c>--yes</c> goes on without asking, but for what is asked twice: that waits for a person.
/// </summary>
public static class Confirmation
{
    private static readonly Option<bool> Yes = new("--yes", "-y") { Description = "Go on without asking." };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Show what would be done, and do nothing." };

    /// <summary>Gives a command both options.</summary>
    public static void AddTo(Command command)
    {
        ArgumentNullException.ThrowIfNull(command);
        command.Add(Yes);
        command.Add(DryRun);
    }

    /// <summary>Whether the person only wants to see.</summary>
    public static bool IsDryRun(CommandRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.Value(DryRun);
    }

    /// <summary>Whether to go on.</summary>
    /// <param name="run">The command's run.</param>
    /// <param name="act">What it is about to do.</param>
    /// <exception cref="CliException">It is asked twice, and nobody is there to answer, or is not to be asked.</exception>
    public static bool Ask(CommandRun run, FinalStep act)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(act);
        if (run.Value(DryRun))
        {
            run.Report.Show(act.Document, screen =>
            {
                act.Write(screen);
                screen.Line(screen.Say(act.Undone));
            });
            return false;
        }

        if (run.Value(Yes) || run.Context.Ask is not { } ask)
        {
            act.Unasked?.Invoke();
            return act.Again is null ? true : throw CliException.Usage(
                "Nothing was sent: this is asked twice, and only a person can answer. What to do: run it at a terminal, without --yes.",
                "未提交：此项须由人确认两次。请在终端中运行，并且不要使用 --yes。");
        }

        var prompt = run.Context.NewPromptScreen(run.Report.Screen.IsChinese);
        act.Write(prompt);
        if (ask(prompt.Say(act.Question)) && (act.Again is not { } again || ask(prompt.Say(again))))
        {
            return true;
        }

        prompt.Line(prompt.Say(act.Undone));
        return false;
    }

    /// <summary>How a command ends that did nothing: done where that was asked for, interrupted where the person did not want it.</summary>
    public static int CodeOfUndone(CommandRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.Value(DryRun) ? ExitCode.Done : ExitCode.Interrupted;
    }
}
