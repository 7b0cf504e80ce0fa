using Ledger.Cli.Commands.Calls;
using Ledger.Cli.Commands.Subjects;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands;

internal sealed class SubjectCommand : CliCommand
{
    private const string Uscc = "91350100M000100Y43";
    private const string Certificate = "4f1c0a52b7d84e6680f3c2d1a4e5b6974f1c0a52b7d84e6680f3c2d1a4e5b697";

    internal SubjectCommand(CliContext context)
        : base("subject", "Market subjects (市场主体): those who tender, bid and guarantee.", $"ledger subject show {Uscc}")
    {
        Add(new CallCommand<RegisterSubject>(
            context, "register", "Register a subject once, for every centre, as a trading centre. Its certificates come after it.",
            $"ledger subject register {Uscc} --name 珠海建设有限公司 --key centre.key",
            call => new Call { Account = new AccountCall { RegisterSubject = call } },
            new CallField("uscc", "统一社会信用代码."), new CallField("name", "Its name, as the registry has it.")));
        Add(new SubjectShowCommand(context));
        Add(new SubjectExportCommand(context));
        Add(new SubjectWatchCommand(context));
        Add(new CallCommand<AppointOperator>(
            context, "appoint", "Say what a person may do in your name (经办人), by the certificate that the person holds, until a time.",
            $"ledger subject appoint {Certificate} --person-commitment {Certificate} --powers Sign Seal " +
            "--until \"2027-01-01 00:00\" --key bidder.key",
            call => new Call { Account = new AccountCall { AppointOperator = call } },
            new CallField("certificate_id", "The certificate's id, as `subject show` shows it: registered for your own code."),
            new CallField("person_commitment", "A salted commitment to the person, 64 hexadecimal digits; you keep the salt."),
            new CallField("powers", "What the person may do."),
            new CallField("until", "Until when.")));
        Add(new CallCommand<DismissOperator>(
            context, "dismiss", "End a person's powers at once.",
            $"ledger subject dismiss {Certificate} --reason 离职 --key bidder.key",
            call => new Call { Account = new AccountCall { DismissOperator = call } },
            new CallField("certificate_id", "The certificate's id."),
            new CallField("reason", "Why, in a few words.")));
    }
}
