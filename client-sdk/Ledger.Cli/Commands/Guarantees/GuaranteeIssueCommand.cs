using System.CommandLine;
using System.Numerics;
using Ledger.Cli.Previews;
using Ledger.Client.Guarantees;
using Ledger.Crypto.Sealing;
using Ledger.Preflight;
using Ledger.Protocol.V1;
using Ledger.Schema.Judgements;

namespace Ledger.Cli.Commands.Guarantees;

internal sealed class GuaranteeIssueCommand : CliCommand
{
    private const int DefaultSize = 8;
    private static readonly Argument<string> File = new("FILE")
    {
        Description = "JSON of ledger.v1.GuaranteeTerms, or an array of them, each signed by its bidder (guarantee sign).",
    };
    private static readonly Option<int> Size = new("--batch-size")
    {
        Description = "Records in the batch, decoys included: 1, 2, 4, … 64. Keep to one size; passports of more than 8 exceed 16 KiB.",
        HelpName = "N",
        DefaultValueFactory = _ => DefaultSize,
    };

    internal GuaranteeIssueCommand(CliContext context)
        : base(
            "issue",
            "Seal guarantees to their sections' opening keys, pad with decoys, and put them on the chain.",
            "ledger guarantee issue terms.json --key bank.key --batch-size 8")
    {
        Add(File);
        Add(Size);
        DoesForGood(context, IssueAsync);
    }

    private static async Task<int> IssueAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var size = invocation.Value(Size);
        if (size is < 1 or > GuaranteeSealer.BatchMax || !BitOperations.IsPow2(size))
        {
            throw CliException.Usage(
                $"--batch-size is {size}; it must be 1, 2, 4, … {GuaranteeSealer.BatchMax}.",
                $"--batch-size 为 {size}，应为 1、2、4 … {GuaranteeSealer.BatchMax}。");
        }

        var terms = TermsFile.Read(invocation.Value(File));
        if (terms.Count > size)
        {
            throw CliException.Usage(
                $"The file has {terms.Count} guarantees; a batch of {size} does not hold them. Split the file or raise --batch-size.",
                $"文件中有 {terms.Count} 份保函，{size} 条的批次放不下；请拆分文件或加大 --batch-size。");
        }

        var client = await invocation.OpenSignerAsync(cancellationToken);
        var sealer = new GuaranteeSealer(invocation.Genesis, SystemRandomSource.Instance);
        var (records, warnings) = (new List<SealedGuarantee>(), new List<CallWarning>());
        foreach (var one in terms)
        {
            await ApplicantTerms.RequireSignedAsync(client, one, cancellationToken);
            var section = await GuaranteeReading.SectionAsync(client, one.SectionCode, cancellationToken);
            warnings.AddRange(CallWarnings.Of(one, section));
            records.Add(sealer.Seal(one, section.Announced.OpeningKey.Span));
        }

        var call = new Call { Guarantee = new GuaranteeCall { Issue = sealer.Pad(records, size) } };
        var preflight = await client.PreflightAsync([call], cancellationToken: cancellationToken);
        var judged = preflight with { Judgement = preflight.Judgement with { Warnings = [.. warnings, .. preflight.Judgement.Warnings] } };
        if (!FinalAct.Confirm(invocation, judged, (("Issue guarantees", "开立保函"), Describe(terms, size))))
        {
            return Confirmation.CodeOfUndone(invocation);
        }

        var result = await client.SubmitAsync(call, cancellationToken: cancellationToken);
        var document = Documents.Of(result);
        document.Remove("events"); // of all records alike: theirs and the decoys'
        document["guarantees"] = Datum.List(terms.Zip(records, (one, record) => new Document
        {
            ["guarantee_no"] = one.GuaranteeNo,
            ["id"] = Datum.NextId(record.GuaranteeId.Span),
        }));
        return Outcome.Show(invocation, ("guarantees issued", "已开立保函"), result, document);
    }

    // The call itself shows nothing: what is sealed in it, the person sees once more.
    private static Document Describe(IReadOnlyList<GuaranteeTerms> terms, int size) => new()
    {
        ["guarantees"] = Datum.List(terms.Select(one => MessageDocuments.Of(one))),
        ["records"] = size,
    };
}
