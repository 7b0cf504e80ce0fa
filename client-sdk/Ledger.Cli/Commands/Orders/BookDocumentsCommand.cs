using System.CommandLine;
using Google.Protobuf;
using Ledger.Cli.Commands.Mail;
using Ledger.Orders;

namespace Ledger.Cli.Commands.Orders;

/// <summary>The documents that came with an order's letters: listed, and fetched, checked and decrypted.</summary>
internal sealed class BookDocumentsCommand<TBook> : BookStepCommand<TBook>
    where TBook : OrderBook
{
    private static readonly string[] Columns = ["number", "from", "letter", "at", "remark", "address"];

    private readonly Option<int?> _get = new("--get")
    {
        Description = "The number of the one to fetch, as the list has it.",
        HelpName = "N",
    };
    private readonly Option<string?> _out = new("--out")
    {
        Description = "Where it goes; a file that exists is not touched.",
        HelpName = "FILE",
    };

    internal BookDocumentsCommand(CliContext context, BookSide<TBook> side, string example)
        : base(
            side,
            "documents",
            "The documents that both sides brought, and the beneficiary to its claim; or fetch, check and save one of them.",
            example)
    {
        Add(_get);
        Add(_out);
        Reads(context, async (invocation, book, cancellationToken) =>
        {
            var documents = book.DocumentsOf(IdOf(invocation));
            if (invocation.Value(_get) is not { } number)
            {
                var rows = documents.Select((document, at) => Of(document, at + 1)).ToArray();
                invocation.Report.ShowList(
                    ($"{rows.Length} documents", $"{rows.Length} 份文件"),
                    new Document { ["documents"] = Datum.List(rows) },
                    "documents",
                    Columns);
                return;
            }

            var target = invocation.Value(_out) ?? throw CliException.Usage(
                "Where to? Give a new file with --out FILE.", "保存到哪里？请用 --out 指定新文件。");
            var wanted = number >= 1 && number <= documents.Count
                ? documents[number - 1]
                : throw CliException.Usage(
                    $"There is no document {number}: the order has {documents.Count}.",
                    $"没有第 {number} 份文件：本订单共有 {documents.Count} 份。");
            await DocumentOptions.Open(invocation, side.Nodes)
                .DownloadAsync(wanted.Reference, target, DocumentOptions.Bar(invocation), cancellationToken);
            var shown = Of(wanted, number);
            (shown["out"], shown["bytes"]) = (target, new FileInfo(target).Length);
            if (wanted.Step == OrderStep.DocumentClaim)
            {
                await CompareAsync(invocation, book.Show(IdOf(invocation)).GuaranteeId, target, shown, cancellationToken);
            }

            invocation.Report.Show(("document", "文件"), shown);
        });
    }

    /// <summary>Says which of the claim's documents it is, by the digests on the chain.</summary>
    private static async Task CompareAsync(
        Invocation invocation, ByteString guaranteeId, string path, Document shown, CancellationToken cancellationToken)
    {
        var digest = OrderFiles.DigestOf(path, invocation.Genesis.Hasher);
        var record = await new LedgerOrderChain(invocation.OpenReader()).GuaranteeAsync(guaranteeId.Memory, cancellationToken);
        var claim = record?.Claim;
        shown["digest"] = Datum.Id(digest);
        shown["matches_evidence"] = claim?.EvidenceDigest.Span.SequenceEqual(digest) == true;
        shown["matches_statement"] = claim?.StatementDigest.Span.SequenceEqual(digest) == true;
        if (claim is null || (!claim.EvidenceDigest.Span.SequenceEqual(digest) && !claim.StatementDigest.Span.SequenceEqual(digest)))
        {
            invocation.Warnings.Say(
                "The claim on the chain names another evidence and another statement than this file.",
                "链上索赔所记的证据与声明均不是本文件。");
        }
    }

    private static Document Of(OrderDocument document, int number) => new()
    {
        ["number"] = number,
        ["from"] = document.From is { } side ? Datum.Word(side) : new Datum.Term("OrderSide", "Beneficiary"),
        ["letter"] = Datum.Word(document.Step),
        ["at"] = Datum.Time(document.At),
        ["remark"] = document.Remark,
        ["address"] = Datum.Id(document.Reference.Address.Span),
    };
}
