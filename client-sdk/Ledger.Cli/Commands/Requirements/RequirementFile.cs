using System.CommandLine;
using Ledger.Cli.Client;
using Ledger.Protocol;
using Ledger.Requirements;
using Ledger.Schema.Credential;

namespace Ledger.Cli.Commands.Requirements;

/// <summary>The file that the commands on requirements read.</summary>
internal static class RequirementFile
{
    internal static Argument<string> Argument { get; } = new("FILE") { Description = "A requirement, docs/spec/requirement.md." };

    internal static Option<string[]> Bidders { get; } = new("--uscc")
    {
        Description = "统一社会信用代码 of the bidder; of a consortium each member's, the option repeated.",
        HelpName = "USCC",
        Required = true,
    };

    /// <summary>The requirement.</summary>
    /// <exception cref="CliException">The file has faults; the message names every one.</exception>
    internal static Requirement Read(Invocation invocation)
    {
        var path = invocation.Value(Argument);
        var reading = RequirementReader.Read(EncodedFile.ReadAll(path));
        return reading.Requirement
            ?? throw JsonFaults.Usage(reading.Faults, $"{path} is no requirement", $"{path} 不是有效的资格条件文件");
    }

    internal static IReadOnlyList<string> BiddersOf(Invocation invocation)
    {
        var codes = invocation.Value(Bidders).Select(TypedText.Plain).Distinct(StringComparer.Ordinal).ToList();
        return codes.Find(code => !UnifiedSocialCreditCode.HasShape(code)) is { } bad
            ? throw CliException.Usage(
                $"--uscc {bad} does not have the shape of a unified social credit code.", $"--uscc {bad} 不是统一社会信用代码。")
            : codes;
    }

    /// <summary>One item in both languages, and how the bidder stands to it where it was checked.</summary>
    internal static Document Of(RequirementItem item, ItemAnswer? answer)
    {
        var asks = RequirementWords.Of(item);
        var document = new Document { ["id"] = item.Id, ["asks"] = asks.English, ["asks_zh"] = asks.Chinese };
        if (answer is not null)
        {
            var said = RequirementWords.Of(answer);
            document["outcome"] = Datum.Word(answer.Outcome);
            document["answer"] = said.English;
            document["answer_zh"] = said.Chinese;
            document["conflicting"] = answer.IsConflicting;
            document["late"] = answer.IsLate;
            document["records"] = Datum.List(answer.Records.Select(record => new Document
            {
                ["record_id"] = Datum.Id(record.Recorded.RecordId),
                ["issuer_uscc"] = record.Recorded.IssuerUscc,
                ["document_no"] = record.Recorded.DocumentNo,
                ["recorded_at"] = Datum.Time(record.RecordedAt),
            }));
        }

        return document;
    }
}
