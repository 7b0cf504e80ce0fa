using Ledger.Cli.Commands.Calls;
using Ledger.Cli.Commands.Subjects;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands;

internal sealed class SubjectCommand : CliCommand
{
    private const string Uscc = "91350100M000100Y43";

    internal SubjectCommand(CliContext context)
        : base("subject", "Market subjects (市场主体): those who tender, bid and guarantee.", $"ledger subject show {Uscc}")
    {
        Add(new CallCommand<RegisterSubject>(
            context, "register", "Register a subject once, for every centre, as a trading centre. Its certificates come after it.",
            $"ledger subject register {Uscc} --name 珠海建设有限公司 --key centre.key",
            call => new Call { Account = new AccountCall { RegisterSubject = call } },
            new CallField("uscc", "统一社会信用代码."), new CallField("name", "Its name, as the registry has it.")));
        Add(new SubjectShowCommand(context));
    }
}
