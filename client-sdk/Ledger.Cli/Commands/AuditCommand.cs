using Ledger.Cli.Commands.Audits;

namespace Ledger.Cli.Commands;

internal sealed class AuditCommand : CliCommand
{
    internal AuditCommand(CliContext context)
        : base(
            "audit",
            "Keep a chain's whole history as files, and verify it with no node (链审计).",
            "ledger audit verify archive --genesis genesis.json")
    {
        Add(new AuditFetchCommand(context));
        Add(new AuditVerifyCommand(context));
        Add(new AuditTimelineCommand(context));
    }
}
