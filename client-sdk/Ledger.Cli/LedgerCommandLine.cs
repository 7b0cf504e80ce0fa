using System.CommandLine;
using Ledger.Cli.Commands;
using Ledger.Cli.Previews;
using Ledger.Cli.Views.Designs;
using Ledger.Client;
using Ledger.Orders;
using Ledger.Phone;
using Ledger.Protocol;
using Ledger.Protocol.Terms;

namespace Ledger.Cli;

/// <summary>The client's command line: every command, and how the errors of the SDK end the program.</summary>
public sealed class LedgerCommandLine : CommandLineProgram
{
    /// <inheritdoc/>
    public override string Example => "ledger status --genesis genesis.json --node http://localhost:7300";

    /// <inheritdoc/>
    public override string Variables =>
        "LEDGER_GENESIS, LEDGER_NODE, LEDGER_KEY, LEDGER_PIN_FILE, LEDGER_AUTHENTICATE, LEDGER_CALLER, LEDGER_TLS_PIN, " +
        "LEDGER_MAX_HEAD_AGE, LEDGER_STALE_HEAD, LEDGER_CHECKPOINT, LEDGER_WITNESSES " +
        "stand for the options of the same names.";

    /// <inheritdoc/>
    protected override RootCommand NewRoot(CliContext context)
    {
        var root = new RootCommand(
            "The command line of Ledger. Whatever a node answers is checked against the genesis file before it is shown. " +
            "Where the three programs are put together, a node's commands (serve, node, check-config, reindex, vote-lock) and the " +
            "rehearsal's (up, demo) are called the same way.")
        {
            new StatusCommand(context),
            new TxCommand(context),
            new TenderCommand(context),
            new GuaranteeCommand(context),
            new BlockCommand(context),
            new AuditCommand(context),
            new WitnessCommand(context),
            new AnchorCommand(context),
            new SuperviseCommand(context),
            new StateCommand(context),
            new EventsCommand(context),
            new KeysCommand(context),
            new ProposalCommand(context),
            new CaCommand(context),
            new SubjectCommand(context),
            new CredentialCommand(context),
            new RequirementCommand(context),
            new CertCommand(context),
            new ExpiryCommand(context),
            new SealCommand(context),
            new CmsCommand(context),
            new ScanCommand(context),
            new OidcCommand(context),
            new PhoneCommand(context),
            new BidCommand(context),
            new PassportCommand(context),
            new ExchangeCommand(context),
            new OrderCommand(context),
            new DeskCommand(context),
            new MailboxCommand(context),
            new DocumentCommand(context),
            new WebCommand(context),
        };
        ClientOptions.AddTo(root);
        return root;
    }

    /// <inheritdoc/>
    protected override int? CodeOf(Exception error) => error switch
    {
        RefusedException { Code: RefusalCode.UnknownTransaction or RefusalCode.HeightNotAvailable or RefusalCode.DocumentNotFound } =>
            ExitCode.NotFound,
        RefusedException or PhoneException or OrderException => ExitCode.Refused,
        NodeUnreachableException or NoServingNodeException or NotFinalException or UnexpectedAnswerException => ExitCode.Unreachable,
        VerificationException => ExitCode.NotVerified,
        _ => null,
    };

    /// <inheritdoc/>
    protected override bool TryShow(Screen screen, Exception error)
    {
        if (error is RefusedException { Code: var code } refusal && RefusalCatalog.Find(code) is { } text)
        {
            RefusalView.Write(screen, code, refusal.Refusal.Message, text);
            if (refusal.NothingSent)
            {
                screen.Line(screen.Say(FinalAct.NothingSent));
            }

            return true;
        }

        if (screen.IsChinese && ChineseOf(error) is { } words)
        {
            screen.Line($"被拒绝：{words}。");
            screen.Line(Moments.InProse(error.Message));
            return true;
        }

        return false;
    }

    /// <inheritdoc/>
    protected override void Describe(Document document, Exception error)
    {
        if (error is RefusedException refused)
        {
            foreach (var (name, value) in Documents.Of(refused.Refusal))
            {
                document[name] = value;
            }

            document["transient"] = refused.IsTransient;
            document["sent"] = refused.NothingSent ? false : null;
        }

        if (ChineseOf(error) is { } words)
        {
            document[Documents.MessageInChinese] = words;
        }

        if (error is VerificationException unverified)
        {
            document["failure"] = unverified.Failure.ToString();
        }
    }

    // Orders and phones refuse by codes of their own, whose words stand with the trade's; values and what to do are in the English ones.
    private static string? ChineseOf(Exception error) => error switch
    {
        OrderException refused => ChineseTerms.Of(nameof(OrderRefusal), refused.Code.ToString()),
        PhoneException refused => ChineseTerms.Of(nameof(PhoneRefusal), refused.Refusal.ToString()),
        _ => null,
    };
}
