using System.CommandLine;
using System.Numerics;
using Ledger.Client.Guarantees;
using Ledger.Crypto.Sealing;
using Ledger.Protocol.V1;

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
        Does(context, IssueAsync);
    }

    private static async Task<int> IssueAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var size = invocation.Value(Size);
        if (size is < 1 or > GuaranteeSealer.BatchMax || !BitOperations.IsPow2(size))
        {
            throw CliException.Usage($"--batch-size is {size}; it must be 1, 2, 4, … {GuaranteeSealer.BatchMax}.");
        }

        var terms = TermsFile.Read(invocation.Value(File));
        if (terms.Count > size)
        {
            throw CliException.Usage(
                $"The file has {terms.Count} guarantees; a batch of {size} does not hold them. Split the file or raise --batch-size.");
        }

        var client = await invocation.OpenSignerAsync(cancellationToken);
        var sealer = new GuaranteeSealer(invocation.Genesis, SystemRandomSource.Instance);
        var records = new List<SealedGuarantee>();
        foreach (var one in terms)
        {
            await ApplicantTerms.RequireSignedAsync(client, one, cancellationToken);
            var section = await GuaranteeReading.SectionAsync(client, one.SectionCode, cancellationToken);
            records.Add(sealer.Seal(one, section.Announced.OpeningKey.Span));
        }

        var call = new Call { Guarantee = new GuaranteeCall { Issue = sealer.Pad(records, size) } };
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
}
