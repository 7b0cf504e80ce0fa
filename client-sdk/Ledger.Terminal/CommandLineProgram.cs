using System.CommandLine;
using System.CommandLine.Help;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Ledger.Terminal;

/// <summary>One of Ledger's programs: its commands, and how each error ends it.</summary>
public abstract class CommandLineProgram
{
    /// <summary>An example for the help of the whole program.</summary>
    public abstract string Example { get; }

    /// <summary>The variables of the environment that it reads, for its help.</summary>
    public virtual string Variables => "LEDGER_GENESIS stands for the option of the same name.";

    /// <summary>The commands, with the options that all of them take.</summary>
    public RootCommand Build(CliContext context)
    {
        var root = NewRoot(context);
        CommonOptions.AddTo(root);
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExample((HelpAction)help.Action!, this);
        return root;
    }

    /// <summary>Runs the command line of this process, until it ends or Ctrl-C or SIGTERM ends it.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public async Task<int> MainAsync(IReadOnlyList<string> args)
    {
        using var stop = new CancellationTokenSource();
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        return await RunAsync(args, CliContext.Console, stop.Token).ConfigureAwait(false);

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true; // the command ends in order
            stop.Cancel();
        }
    }

    /// <summary>Runs one command line.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public Task<int> RunAsync(IReadOnlyList<string> args, CliContext context, CancellationToken cancellationToken) =>
        RunAsync(Build(context), args, context, cancellationToken);

    /// <summary>Runs one command line of a tree that <see cref="Build"/> gave for this context or one like it.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(
        RootCommand root, IReadOnlyList<string> args, CliContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(context);
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            var isChinese = Language.IsChinese(context, parsed);
            foreach (var error in parsed.Errors)
            {
                await context.Error.WriteLineAsync(FaultWords.OfUsage(error.Message, isChinese)).ConfigureAwait(false);
            }

            await context.Error.WriteLineAsync(isChinese ? "用法见该命令的 --help。" : "What to do: see --help of the command.")
                .ConfigureAwait(false);
            return ExitCode.Usage;
        }

        try
        {
            var invocation = new InvocationConfiguration
            {
                Output = context.Out,
                Error = context.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            return await parsed.InvokeAsync(invocation, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            var code = CodeOf(e) ?? CodeOfUsual(e, cancellationToken);
            await ShowAsync(e, code, context, parsed).ConfigureAwait(false);
            return code;
        }
    }

    /// <summary>The program's own commands.</summary>
    protected abstract RootCommand NewRoot(CliContext context);

    /// <summary>How an exception of the program's own kinds ends it; null for every other.</summary>
    protected virtual int? CodeOf(Exception error) => null;

    /// <summary>Shows an exception in a way of its own; false, and nothing written, for what is one sentence.</summary>
    protected virtual bool TryShow(Screen screen, Exception error) => false;

    /// <summary>Adds what programs learn of an exception beside its message.</summary>
    protected virtual void Describe(Document document, Exception error)
    {
    }

    private static int CodeOfUsual(Exception error, CancellationToken cancellationToken) => error switch
    {
        CliException e => e.ExitCode,
        _ when InstallationFault.WordsOf(error) is not null => ExitCode.Internal,
        OperationCanceledException when cancellationToken.IsCancellationRequested => ExitCode.Interrupted,
        ArgumentException or InvalidDataException or IOException or UnauthorizedAccessException or CryptographicException => ExitCode.Usage,
        _ => ExitCode.Internal,
    };

    private async Task ShowAsync(Exception error, int code, CliContext context, ParseResult parsed)
    {
        var (message, chinese) = (FaultWords.Of(error, code), FaultWords.ChineseOf(error));
        if (parsed.GetValue(CommonOptions.Json))
        {
            var document = new Document { ["exit_code"] = code, ["message"] = message, ["message_zh"] = chinese };
            Describe(document, error);
            await context.Error.WriteLineAsync(JsonView.WriteLine(new Document { ["error"] = document })).ConfigureAwait(false);
            return;
        }

        var screen = context.NewErrorScreen(Language.IsChinese(context, parsed));
        if (!TryShow(screen, error))
        {
            screen.Line(
                code == ExitCode.Interrupted
                    ? screen.Say("Interrupted.", "已中断。")
                    : Moments.InProse(screen.Say(message, chinese ?? message)));
        }
    }
}
