using Ledger.Cli.Commands.Calls;
using Ledger.Cli.Commands.Credentials;
using Ledger.Cli.Commands.Credentials.Import;
using Ledger.Cli.Commands.Credentials.Online;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands;

internal sealed class CredentialCommand : CliCommand
{
    internal CredentialCommand(CliContext context)
        : base(
            "credential",
            "Credentials (链资信): qualifications, certificates, performance, people and credit of a subject, as authorities recorded them.",
            "ledger credential list 91350100M000100Y43")
    {
        Add(new CredentialListCommand(context));
        Add(new CredentialChecksCommand(context));
        Add(new CredentialRecordCommand(context));
        Add(new CredentialImportCommand(context));
        Add(new CredentialAskCommand(context));
        Add(new CredentialAskVerifyCommand(context));
        Add(new CredentialAskRecordCommand(context));
        Add(new CredentialPerformanceCommand(context));
        Add(new CredentialCommitCommand(context));
        Add(new CredentialSdJwtCommand(context));
        Add(new CallCommand<ChangeCredential>(
            context, "change", "Say what became of a record, as its issuer: suspended, restored, revoked, superseded, repaired.",
            "ledger credential change 91350100M000100Y43 --record-id 9c1f0a52b7d84e6680f3c2d1a4e5b697 --kind Suspended " +
            "--effective-from \"2026-11-01 00:00\" --document-no 粤建处〔2026〕1号 --document-digest file:decision.pdf --reason 整改 " +
            "--key authority.key",
            call => new Call { Credential = new CredentialCall { ChangeCredential = call } },
            new CallField("subject_uscc", "统一社会信用代码 of the subject."),
            new CallField("record_id", "The record's id, as `credential list` shows it."),
            new CallField("kind", "What became of it."),
            new CallField("effective_from", "From when on."),
            new CallField("document_no", "文号 of the decision."),
            new CallField("document_digest", "The decision."),
            new CallField("reason", "Why, in a few words."),
            new CallField("successor_id", "With Superseded: the record that takes its place.", IsRequired: false)));
    }
}
