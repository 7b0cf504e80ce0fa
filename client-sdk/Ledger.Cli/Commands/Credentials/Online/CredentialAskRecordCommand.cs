using System.CommandLine;
using System.Security.Cryptography;
using Google.Protobuf;
using Ledger.Cli.Previews;
using Ledger.OnlineChecks;
using Ledger.Protocol.V1;
using Ledger.Schema.Credential;

namespace Ledger.Cli.Commands.Credentials.Online;

internal sealed class CredentialAskRecordCommand : CliCommand
{
    private static readonly Argument<string> Evidence = new("EVIDENCE") { Description = "A file that `credential ask` kept." };
    private static readonly Option<string> Section = new("--section")
    {
        Description = "标段(包)编号 of the section that the subject bids in: open, with its bidders listed.",
        HelpName = "CODE",
        Required = true,
    };

    internal CredentialAskRecordCommand(CliContext context)
        : base(
            "ask-record",
            "Put the digest of an authority's answer on the chain, with its outcome, for the bidder to see, as the section's centre. " +
            "Refused before the opening. Keep the file: the digest alone shows nothing.",
            "ledger credential ask-record evidence/9c1f0a52b7d84e6680f3c2d1a4e5b697-4f1c0a52b7d84e66.json " +
            "--section E3500000001001043001001 --key centre.key")
    {
        Add(Evidence);
        Add(Section);
        DoesForGood(context, async (invocation, cancellationToken) =>
        {
            var client = await invocation.OpenSignerAsync(cancellationToken);
            var (evidence, finding) = await OnlineChecks.ReadAsync(invocation, client, invocation.Value(Evidence), cancellationToken);
            var digest = OnlineAnswers.DigestOf(invocation.Genesis.Hasher, evidence).ToArray();
            var call = new RecordCheck
            {
                // Of the evidence and the section: the same again is the same check.
                CheckId = ByteString.CopyFrom(SHA256.HashData(
                    [.. digest, .. System.Text.Encoding.UTF8.GetBytes(TypedText.Plain(invocation.Value(Section)))])
                    .AsSpan(0, CredentialTables.IdBytes)),
                SubjectUscc = finding.Question!.SubjectUscc,
                SectionCode = TypedText.Plain(invocation.Value(Section)),
                AsOf = finding.Question.AsOf,
                RequirementDigest = ByteString.CopyFrom(digest),
                Outcomes = { finding.Outcome },
                RecordIds = { finding.Question.RecordId },
            };
            return await FinalAct.SendAsync(
                invocation, client, new Call { Credential = new CredentialCall { RecordCheck = call } }, ("check", "核验"),
                cancellationToken);
        });
    }
}
