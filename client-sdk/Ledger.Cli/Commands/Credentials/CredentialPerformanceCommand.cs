using System.CommandLine;
using System.Security.Cryptography;
using Google.Protobuf;
using Ledger.Cli.Commands.Calls;
using Ledger.Cli.Previews;
using Ledger.Protocol.V1;
using Ledger.Schema.Credential;
using Ledger.Schema.Tender;

namespace Ledger.Cli.Commands.Credentials;

internal sealed class CredentialPerformanceCommand : CliCommand
{
    private static readonly Argument<string> SectionCode = new("SECTION") { Description = "标段(包)编号 of a section that is contracted." };
    private static readonly Option<string> Certificate = FileRequired(
        "--document", "The acceptance certificate, or the contract where the work is not finished; its digest stands in the record.");

    private static readonly Option<string?> Completed = Maybe("--completed", "竣工日期.");
    private static readonly Option<string?> Accepted = Maybe("--accepted", "竣工验收日期.");

    internal CredentialPerformanceCommand(CliContext context)
        : base(
            "performance",
            "Attest what a section's winner did (业绩), as its centre: winner, owner, award and contract are taken from the chain.",
            "ledger credential performance E3500000001001043001001 --accepted \"2026-10-31 00:00\" --document 验收证书.pdf --key centre.key")
    {
        Add(SectionCode);
        Add(Completed);
        Add(Accepted);
        Add(Certificate);
        DoesForGood(context, async (invocation, cancellationToken) =>
        {
            var client = await invocation.OpenSignerAsync(cancellationToken);
            var code = TypedText.Plain(invocation.Value(SectionCode));
            var found = await client.ReadAsync(
                TenderTables.Sections, TenderTables.Sections.Key(code), cancellationToken: cancellationToken);
            if (found.Record is not { Contract: not null } section)
            {
                throw CliException.NotFound(
                    $"Section {code} is not on the chain, or has no contract yet: there is nothing to attest.",
                    $"链上没有标段 {code}，或者尚未签订合同：无业绩可证明。");
            }

            var call = new Call { Credential = new CredentialCall { RecordCredential = Record(invocation, section) } };
            return await FinalAct.SendAsync(invocation, client, call, ("performance", "业绩"), cancellationToken);
        });
    }

    private static RecordCredential Record(Invocation invocation, Section section)
    {
        var fact = SectionPerformances.Of(section);
        fact.CompletedAt = invocation.Value(Completed) is { } completed ? TimeReader.Read(completed, Completed.Name) : 0;
        fact.AcceptedAt = invocation.Value(Accepted) is { } accepted ? TimeReader.Read(accepted, Accepted.Name) : 0;
        return new RecordCredential
        {
            RecordId = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(CredentialTables.IdBytes)),
            SubjectUscc = SectionRules.LatestAward(section)!.WinnerUscc,
            IssuerUscc = section.CentreUscc,
            Region = section.Region,
            EffectiveFrom = new[] { fact.ContractedAt, fact.CompletedAt, fact.AcceptedAt }.Max(),
            DocumentDigest = FieldReader.HashOf(invocation.Value(Certificate), invocation.Genesis),
            Performance = fact,
        };
    }

    private static Option<string?> Maybe(string name, string description) =>
        new(name) { Description = description, HelpName = "TIME" };

    private static Option<string> FileRequired(string name, string description) =>
        new(name) { Description = description, HelpName = "FILE", Required = true };
}
