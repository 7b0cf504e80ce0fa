using System.CommandLine;
using System.Security.Cryptography;
using Google.Protobuf;
using Ledger.Cli.Client;
using Ledger.Cli.Previews;
using Ledger.Client;
using Ledger.Client.Evidence;
using Ledger.Crypto;
using Ledger.Preflight;
using Ledger.Protocol.Sessions;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Scans;

internal sealed class ScanRecordCommand : CliCommand
{
    private readonly Argument<string[]> _openings = new("OPENING")
    {
        Description = "The files of --opening that no book holds yet; none where there were no sessions.",
        Arity = ArgumentArity.ZeroOrMore,
    };
    private readonly Option<string> _book = new("--book")
    {
        Description = "The new secret file for the book; one that exists is recorded again, without openings.",
        HelpName = "FILE",
        Required = true,
    };
    private readonly Option<uint> _depth = new("--depth")
    {
        Description = "The book has 2^N places, 10 to 20. Choose it once, for the busiest day.",
        HelpName = "N",
        DefaultValueFactory = _ => SessionBooks.DepthMin,
    };

    internal ScanRecordCommand(CliContext context)
        : base(
            "record",
            "Record the sessions to the end of yesterday, as one root that tells nothing of them. Every working day at the same time, " +
            "with sessions or without.",
            "ledger scan record openings/*.bin --book books/2027-01-04.bin --key centre.key")
    {
        Add(_openings);
        Add(_book);
        Add(_depth);
        DoesForGood(context, RecordAsync);
    }

    // The book is kept before its root stands: a root that nobody can open proves nothing.
    private async Task<int> RecordAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var client = await invocation.OpenSignerAsync(cancellationToken);
        var path = invocation.Value(_book);
        var openings = invocation.Value(_openings);
        if (File.Exists(path) && openings.Length > 0)
        {
            throw CliException.Usage(
                $"{path} exists. Record it again without openings, or name another file.",
                $"{path} 已存在；重新记录时不要带开示文件，或另取文件名。");
        }

        var book = File.Exists(path)
            ? ScanBookFile.Read(path)
            : await MakeAsync(client, openings, invocation.Value(_depth), cancellationToken);
        var preflight = await client.PreflightAsync(
            [EvidenceCalls.RecordSessions(client.Genesis.Hasher, book)], cancellationToken: cancellationToken);
        if (!FinalAct.Confirm(invocation, preflight, (("Record sessions", "记录扫码会话"), Describe(book, client.Genesis.Hasher))))
        {
            return Confirmation.CodeOfUndone(invocation);
        }

        if (!File.Exists(path))
        {
            EncodedFile.WriteNewSecret(path, book.ToByteArray());
        }

        var result = await client.RecordSessionsAsync(book, cancellationToken);
        var root = SessionBooks.RootOf(client.Genesis.Hasher, book).ToString();
        invocation.Report.ShowItem(
            new Document
            {
                ["day"] = book.Day,
                ["sessions"] = book.Sessions.Count,
                ["root"] = root,
                ["transaction"] = Documents.Of(result),
            },
            (
                $"Recorded, {Vocabulary.Word(nameof(Fate), result.Fate.ToString())} at height {result.Height:N0}: {book.Sessions.Count} " +
                $"session(s) to day {book.Day} under {root}",
                $"已记录，{Vocabulary.Word(nameof(Fate), result.Fate.ToString())}，高度 {result.Height:N0}：至第 {book.Day} 日 " +
                $"{book.Sessions.Count} 个会话，根 {root}"));
        return Outcome.CodeOf(result);
    }

    private static Document Describe(SessionBook book, IHasher hasher) => new()
    {
        ["day"] = book.Day,
        ["until"] = Datum.Time(SessionBooks.EndOf(book.Day)),
        ["sessions"] = book.Sessions.Count,
        ["root"] = SessionBooks.RootOf(hasher, book).ToString(),
    };

    private static async Task<SessionBook> MakeAsync(
        LedgerClient client, string[] openings, uint depth, CancellationToken cancellationToken)
    {
        // The node's word on today: a wrong one makes a record that the chain refuses, or a session that waits for the next.
        var today = SessionBooks.DayOf((await client.GetStatusAsync(cancellationToken)).BlockTime);
        var book = new SessionBook
        {
            Day = today - 1,
            Secret = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(SessionBooks.SecretBytes)),
            Depth = depth,
        };
        book.Sessions.AddRange(openings.Select(path => ScanBookFile.ReadOpening(path, client.Genesis.Hasher)));
        return SessionBooks.Check(book) is { IsRefused: true } refused ? throw CliException.Usage(
            refused.Detail,
            $"会话簿不可用：{refused.Detail}") : book;
    }
}
