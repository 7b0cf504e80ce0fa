using Ledger.Cli.Commands.Audits;

namespace Ledger.Cli.Commands;

internal sealed class AuditCommand : CliCommand
{
    internal AuditCommand(CliContext context)
        : base(
            "audit",
            "Keep a chain's whole history as files, verify it with no node, and hold it against the law (链审计).",
            "ledger audit verify archive --genesis genesis.json")
    {
        Add(new AuditFetchCommand(context));
        Add(new AuditVerifyCommand(context));
        Add(new AuditCheckCommand(context));
        Add(new AuditRulesCommand(context));
        Add(new AuditTimelineCommand(context));
        Add(new AuditQueryCommand(context));
        Add(new AuditDiffCommand(context));
        Add(new AuditReportCommand(context));
        Add(new AuditCosignCommand(context));
        Add(new AuditEvidenceCommand(context));
    }
}
