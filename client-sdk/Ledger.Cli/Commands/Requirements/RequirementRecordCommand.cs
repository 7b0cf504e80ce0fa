using System.CommandLine;
using System.Security.Cryptography;
using Google.Protobuf;
using Ledger.Cli.Commands.Calls;
using Ledger.Cli.Previews;
using Ledger.Client.Credentials;
using Ledger.Protocol.V1;
using Ledger.Schema.Credential;

namespace Ledger.Cli.Commands.Requirements;

internal sealed class RequirementRecordCommand : CliCommand
{
    private static readonly Option<string> Section = new("--section")
    {
        Description = "标段(包)编号 of the section that the bidder bids in: open, with its bidders listed.",
        HelpName = "CODE",
        Required = true,
    };

    internal RequirementRecordCommand(CliContext context)
        : base(
            "record",
            "Check a listed bidder again as of the deadline, and record the check on the chain for the bidder to see, as the section's " +
            "centre. Refused before the opening.",
            "ledger requirement record requirement.json --uscc 91350100M000100Y43 --section E3500000001001043001001 --key centre.key")
    {
        Add(RequirementFile.Argument);
        Add(RequirementFile.Bidders);
        Add(Section);
        DoesForGood(context, async (invocation, cancellationToken) =>
        {
            var requirement = RequirementFile.Read(invocation);
            var usccs = RequirementFile.BiddersOf(invocation);
            var client = await invocation.OpenSignerAsync(cancellationToken);
            var found = await new CredentialReader(client).CheckAsync(requirement, usccs, cancellationToken: cancellationToken);
            var call = new RecordCheck
            {
                CheckId = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(CredentialTables.IdBytes)),
                SubjectUscc = usccs[0],
                SectionCode = TypedText.Plain(invocation.Value(Section)),
                AsOf = Math.Min(found.Answer.AsOf, found.Time),
                RequirementDigest = FieldReader.HashOf(invocation.Value(RequirementFile.Argument), invocation.Genesis),
                Outcomes = { found.Answer.Items.Select(item => item.Outcome) },
                RecordIds =
                {
                    found.Answer.Items.SelectMany(item => item.Records).Where(record => record.Recorded.SubjectUscc == usccs[0])
                        .Select(record => record.Recorded.RecordId).Distinct(),
                },
            };
            return await FinalAct.SendAsync(
                invocation, client, new Call { Credential = new CredentialCall { RecordCheck = call } }, ("check", "核验"),
                cancellationToken);
        });
    }
}
