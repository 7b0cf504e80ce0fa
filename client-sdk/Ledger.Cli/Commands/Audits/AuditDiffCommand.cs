using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Audit.Sql;
using Ledger.Cli.Commands.Audits.Sql;

namespace Ledger.Cli.Commands.Audits;

internal sealed class AuditDiffCommand : CliCommand
{
    private static readonly string[] Columns = ["table_name", "key", "change", "field", "before", "after"];
    private static readonly string[] Totals = ["table_name", "added", "changed", "removed"];

    private readonly Argument<string> _archive = ArchiveRun.Argument();
    private readonly Option<ulong> _from = new("--from") { Description = "The earlier height; 0 is genesis.", HelpName = "HEIGHT" };
    private readonly Option<ulong?> _to = new("--to")
    {
        Description = "The later height; the archive's end otherwise.",
        HelpName = "HEIGHT",
    };
    private readonly Option<string?> _table = new("--table")
    {
        Description = "Only this table, such as tender/section.",
        HelpName = "NAME",
    };
    private readonly Option<string?> _database = ArchiveSql.Database();
    private readonly Option<string?> _csv = ArchiveRun.Csv();

    internal AuditDiffCommand(CliContext context)
        : base(
            "diff",
            "What stood at one height and what stands at another: records added, changed and removed, field by field.",
            "ledger audit diff archive --from 100 --to 200 --table tender/section --genesis genesis.json")
    {
        Add(_archive);
        Add(_from);
        Add(_to);
        Add(_table);
        Add(_database);
        Add(_csv);
        Does(context, CompareAsync);
    }

    private async Task<int> CompareAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var folder = invocation.Value(_archive);
        var end = ArchiveRun.HeightOf(invocation, folder);
        var (from, to) = (invocation.Value(_from), invocation.Value(_to) ?? end);
        if (from >= to || to > end)
        {
            throw CliException.Usage(
                $"--from must be below --to, and --to not above the archive's end, which is {end:N0}.",
                $"--from 须小于 --to，且 --to 不超过归档的末尾高度 {end:N0}。");
        }

        using var database = await ArchiveSql.OpenAsync(invocation, folder, invocation.Value(_database), null, cancellationToken);
        var (_, rows, answer) = database.Ask(Question(from, to, invocation.Value(_table)), cancellationToken);
        using (answer)
        {
            var tables = new SortedDictionary<string, (long Added, long Changed, long Removed)>(StringComparer.Ordinal);
            List<Document> changes = [.. rows.SelectMany(row => ChangesOf(row, tables))];
            Show(invocation, from, to, tables, changes);
            if (invocation.Value(_csv) is { } csv)
            {
                await CsvFile.WriteAsync(csv, Columns, changes, cancellationToken);
            }
        }

        return ExitCode.Done;
    }

    private static string Question(ulong from, ulong to, string? table) => string.Create(CultureInfo.InvariantCulture, $"""
        SELECT coalesce(a.table_name, b.table_name) AS table_name, coalesce(a.key, b.key) AS key, b.record AS before, a.record AS after
        FROM (SELECT * FROM records_at({from})) b FULL JOIN (SELECT * FROM records_at({to})) a ON a.key = b.key
        WHERE b.record IS DISTINCT FROM a.record AND {Only(table)}
        ORDER BY ALL
        """);

    private static string Only(string? table) => table is null
        ? "true"
        : $"coalesce(a.table_name, b.table_name) = {ArchiveQuery.Quoted(TypedText.Plain(table))}";

    private static IEnumerable<Document> ChangesOf(
        Document row, SortedDictionary<string, (long Added, long Changed, long Removed)> tables)
    {
        var (table, before, after) = (TextOf(row["table_name"]) ?? "?", TextOf(row["before"]), TextOf(row["after"]));
        var (added, changed, removed) = tables.GetValueOrDefault(table);
        tables[table] = before is null ? (added + 1, changed, removed)
            : after is null ? (added, changed, removed + 1)
            : (added, changed + 1, removed);
        var (old, now) = (Flat(before), Flat(after));
        foreach (var field in old.Keys.Union(now.Keys).Where(field => old.GetValueOrDefault(field) != now.GetValueOrDefault(field)))
        {
            yield return new Document
            {
                ["table_name"] = table,
                ["key"] = row["key"],
                ["change"] = before is null ? "added" : after is null ? "removed" : "changed",
                ["field"] = field,
                ["before"] = old.GetValueOrDefault(field),
                ["after"] = now.GetValueOrDefault(field),
            };
        }
    }

    private static string? TextOf(Datum? value) => value is null ? null : JsonView.TextOf(value);

    // A record's fields by their paths; lists are one value.
    private static Dictionary<string, string> Flat(string? record)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        if (record is not null)
        {
            Walk("", JsonNode.Parse(record)!.AsObject());
        }

        return fields;

        void Walk(string path, JsonObject node)
        {
            foreach (var (name, value) in node)
            {
                var at = path.Length == 0 ? name : $"{path}.{name}";
                if (value is JsonObject inner)
                {
                    Walk(at, inner);
                }
                else
                {
                    fields[at] = value?.ToString() ?? "";
                }
            }
        }
    }

    private static void Show(
        Invocation invocation, ulong from, ulong to, SortedDictionary<string, (long Added, long Changed, long Removed)> tables,
        List<Document> changes)
    {
        List<Document> totals = [.. tables.Select(table => new Document
        {
            ["table_name"] = table.Key,
            ["added"] = table.Value.Added,
            ["changed"] = table.Value.Changed,
            ["removed"] = table.Value.Removed,
        })];
        var document = new Document
        {
            ["from_height"] = from,
            ["to_height"] = to,
            ["tables"] = Datum.List(totals),
            ["changes"] = Datum.List(changes),
        };
        invocation.Report.Show(document, screen =>
        {
            screen.Heading(screen.Say($"From block {from:N0} to block {to:N0}", $"区块 {from:N0} 至区块 {to:N0}"));
            TextView.WriteItems(screen, totals, Totals);
            TextView.WriteItems(screen, changes, Columns);
        });
    }
}
