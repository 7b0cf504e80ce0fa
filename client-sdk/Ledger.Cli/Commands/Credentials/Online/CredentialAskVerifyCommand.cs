using System.CommandLine;
using Google.Protobuf;
using Ledger.Client.Credentials;
using Ledger.OnlineChecks;

namespace Ledger.Cli.Commands.Credentials.Online;

internal sealed class CredentialAskVerifyCommand : CliCommand
{
    private static readonly Argument<string> Evidence = new("EVIDENCE") { Description = "A file that `credential ask` kept." };

    internal CredentialAskVerifyCommand(CliContext context)
        : base(
            "ask-verify",
            "Whether kept evidence is an authority's own answer, what it says, and since when its digest stands on the chain. Ends with " +
            "4 where it proves nothing.",
            "ledger credential ask-verify evidence/9c1f0a52b7d84e6680f3c2d1a4e5b697-4f1c0a52b7d84e66.json")
    {
        Add(Evidence);
        Does(context, async (invocation, cancellationToken) =>
        {
            var client = invocation.OpenReader();
            var (evidence, finding) = await OnlineChecks.ReadAsync(invocation, client, invocation.Value(Evidence), cancellationToken);
            var (question, answer) = (finding.Question!, finding.Answer!);
            var digest = OnlineAnswers.DigestOf(invocation.Genesis.Hasher, evidence);
            var bytes = ByteString.CopyFrom(digest.ToArray());
            var recorded = (await new CredentialReader(client).ChecksOfAsync(question.SubjectUscc, cancellationToken))
                .FirstOrDefault(check => check.Recorded.RequirementDigest.Equals(bytes));
            invocation.Report.Show(("online answer", "联网核查答复"), new Document
            {
                ["subject_uscc"] = question.SubjectUscc,
                ["issuer_uscc"] = question.IssuerUscc,
                ["record_id"] = Datum.Id(question.RecordId),
                ["outcome"] = Datum.Word(finding.Outcome),
                ["in_books"] = answer.Found,
                ["status"] = answer.Found ? Datum.Word(answer.Status) : null,
                ["effective_from"] = Datum.Time(answer.EffectiveFrom),
                ["effective_until"] = Datum.Time(answer.EffectiveUntil),
                ["as_of"] = Datum.Time(question.AsOf),
                ["answered_at"] = Datum.Time(answer.AnsweredAt),
                ["evidence_digest"] = digest,
                ["section_code"] = recorded?.Recorded.SectionCode,
                ["centre_uscc"] = recorded?.CentreUscc,
                ["recorded_at"] = Datum.Time(recorded?.RecordedAt ?? 0),
            });
            return ExitCode.Done;
        });
    }
}
