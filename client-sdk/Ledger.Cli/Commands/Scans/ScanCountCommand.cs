using System.CommandLine;
using System.Globalization;
using Ledger.Protocol;
using Ledger.Protocol.Sessions;
using Ledger.Protocol.V1;
using Ledger.Schema.Evidence;

namespace Ledger.Cli.Commands.Scans;

internal sealed class ScanCountCommand : CliCommand
{
    private readonly Argument<string[]> _books = new("BOOK")
    {
        Description = "Books of scan record, as the centre shows them.",
        Arity = ArgumentArity.OneOrMore,
    };
    private readonly Option<string> _centre = new("--centre") { Description = "The centre's USCC.", HelpName = "USCC", Required = true };

    internal ScanCountCommand(CliContext context)
        : base(
            "count",
            "Count a centre's sessions by act from its books, each of which must be of a root that stands on the chain.",
            "ledger scan count books/*.bin --centre 12440400MB2C1234X5")
    {
        Add(_books);
        Add(_centre);
        Does(context, CountAsync);
    }

    private async Task<int> CountAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var client = invocation.OpenReader();
        var sessions = new Dictionary<string, FinishedSession>(StringComparer.Ordinal);
        foreach (var path in invocation.Value(_books))
        {
            var book = ScanBookFile.Read(path);
            var key = EvidenceTables.SessionsKey(invocation.Value(_centre), book.Day);
            var record = (await client.ReadAsync(EvidenceTables.Sessions, key, cancellationToken: cancellationToken)).Record;
            if (record is null || new Digest(record.Root.Span) != SessionBooks.RootOf(client.Genesis.Hasher, book))
            {
                invocation.Report.ShowItem(new Document { ["book"] = path, ["stands"] = false }, (
                    $"{path}: the chain holds {(record is null ? "no record" : "another root")} of this centre for day {book.Day}.",
                    $"{path}：链上{(record is null ? "没有本中心" : "本中心另有")}第 {book.Day} 日的{(record is null ? "记录" : "根")}。"));
                return ExitCode.Refused;
            }

            foreach (var session in book.Sessions)
            {
                sessions.TryAdd(Convert.ToHexStringLower(session.Commitment.Span), session);
            }
        }

        var acts = sessions.Values.Where(session => session.Result == SessionResult.Confirmed).GroupBy(session => session.Act)
            .OrderBy(group => group.Key).ToList();
        var document = new Document();
        acts.ForEach(group => document[group.Key.ToString()] = group.Count());
        var counts = string.Concat(
            acts.Select(
                group =>
                    string.Create(
                        CultureInfo.InvariantCulture, $"\n{Vocabulary.Word(nameof(ScanAct), group.Key.ToString())} {group.Count()}")));
        invocation.Report.ShowItem(
            new Document { ["stands"] = true, ["confirmed"] = document },
            ($"All books stand on the chain. Confirmed:{counts}", $"全部会话簿与链上相符。已确认：{counts}"));
        return ExitCode.Done;
    }
}
