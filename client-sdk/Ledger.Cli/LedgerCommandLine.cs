using System.CommandLine;
using System.CommandLine.Help;
using System.Security.Cryptography;
using Ledger.Cli.Commands;
using Ledger.Cli.Up;
using Ledger.Client;
using Ledger.Orders;
using Ledger.Phone;
using Ledger.Protocol;
using Ledger.Storage;

namespace Ledger.Cli;

/// <summary>The whole command line: every command, and how each error ends the program.</summary>
public static class LedgerCommandLine
{
    /// <summary>Runs one command line.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, CliContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var root = Build(context);
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await context.Error.WriteLineAsync(FaultWords.OfUsage(error.Message));
            }

            await context.Error.WriteLineAsync("What to do: see --help of the command.");
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
            return await parsed.InvokeAsync(invocation, cancellationToken);
        }
        catch (Exception e)
        {
            var code = CodeOf(e, cancellationToken);
            if (parsed.GetValue(CommonOptions.Json))
            {
                await context.Error.WriteLineAsync(ErrorReport.ToJson(e, FaultWords.Of(e, code), code));
            }
            else
            {
                ErrorReport.Write(context.NewErrorScreen(Language.IsChinese(context, parsed)), e, FaultWords.Of(e, code), code);
            }

            return code;
        }
    }

    /// <summary>The commands.</summary>
    internal static RootCommand Build(CliContext context)
    {
        var root = new RootCommand(
            "The command line of Ledger. Whatever a node answers is checked against the genesis file before it is shown.")
        {
            UpCommand.Create(),
            new DemoCommand(context),
            new StatusCommand(context),
            new TxCommand(context),
            new TenderCommand(context),
            new GuaranteeCommand(context),
            new BlockCommand(context),
            new StateCommand(context),
            new EventsCommand(context),
            new KeysCommand(context),
            new CaCommand(context),
            new CertCommand(context),
            new ExpiryCommand(context),
            new ReindexCommand(context),
            new VoteLockCommand(context),
            new SealCommand(context),
            new CmsCommand(context),
            new ScanCommand(context),
            new PhoneCommand(context),
            new BidCommand(context),
            new PassportCommand(context),
            new ExchangeCommand(context),
            new OrderCommand(context),
            new DeskCommand(context),
            new MailboxCommand(context),
            new DocumentCommand(context),
        };
        CommonOptions.AddTo(root);
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExample((HelpAction)help.Action!);
        return root;
    }

    private static int CodeOf(Exception error, CancellationToken cancellationToken) => error switch
    {
        CliException e => e.ExitCode,
        RefusedException { Code: RefusalCode.UnknownTransaction or RefusalCode.HeightNotAvailable or RefusalCode.DocumentNotFound } =>
            ExitCode.NotFound,
        RefusedException or PhoneException or OrderException => ExitCode.Refused,
        NodeUnreachableException or NoServingNodeException or NotFinalException or UnexpectedAnswerException => ExitCode.Unreachable,
        VerificationException => ExitCode.NotVerified,
        OperationCanceledException when cancellationToken.IsCancellationRequested => ExitCode.Interrupted,
        StorageException or ArgumentException or InvalidDataException or IOException or UnauthorizedAccessException
            or CryptographicException => ExitCode.Usage,
        _ => ExitCode.Internal,
    };
}
