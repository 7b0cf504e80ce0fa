
namespace Ledger.Cli.Commands.Phones;

internal sealed class PhoneRejectCommand : CliCommand
{
    internal PhoneRejectCommand(CliContext context)
        : base("reject", "Decline the scanned session.", "ledger phone reject --phone ~/phone")
    {
        Add(PhoneOptions.Folder);
        Does(context, async (invocation, cancellationToken) =>
        {
            var session = await PhoneOptions.Open(invocation).ResumeAsync(cancellationToken);
            await session.RejectAsync(cancellationToken);
            invocation.Report.Show(("rejected", "已拒绝"), new Document { ["act"] = Datum.Word(session.Act), ["title"] = session.Title });
            return ExitCode.Done;
        });
    }
}
