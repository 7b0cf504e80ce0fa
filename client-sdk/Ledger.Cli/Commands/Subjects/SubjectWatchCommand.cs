using System.CommandLine;
using Ledger.Cli.Commands.Events;
using Ledger.Protocol;
using Ledger.Schema.Account;

namespace Ledger.Cli.Commands.Subjects;

internal sealed class SubjectWatchCommand : CliCommand
{
    private static readonly Argument<string> Uscc = new("USCC")
    {
        Description = "统一社会信用代码 of the subject, which need not be registered yet.",
    };

    internal SubjectWatchCommand(CliContext context)
        : base(
            "watch",
            "Follow what changes of one subject: account, certificates, operators, bindings, credentials, and who checked it; each once, " +
            "in order and proven. Go on later with --from CURSOR+1.",
            "ledger subject watch 91350100M000100Y43 --from 0 --json")
    {
        Add(Uscc);
        EventFollowing.AddTo(this);
        Does(context, (invocation, cancellationToken) =>
        {
            var uscc = TypedText.Plain(invocation.Value(Uscc));
            return UnifiedSocialCreditCode.HasShape(uscc)
                ? EventFollowing.RunAsync(
                    invocation, type: "", record => SubjectFacts.IsAbout(uscc, record.Event.Key.Span, record.Event.Record.Span),
                    cancellationToken)
                : throw CliException.Usage(
                    $"{uscc} does not have the shape of a unified social credit code: it has 18 characters.",
                    $"{uscc} 不是统一社会信用代码，应为 18 位。");
        });
    }
}
