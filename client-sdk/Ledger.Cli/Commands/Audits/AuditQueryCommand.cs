using System.CommandLine;
using Ledger.Cli.Commands.Audits.Sql;

namespace Ledger.Cli.Commands.Audits;

internal sealed class AuditQueryCommand : CliCommand
{
    private const int RowsShown = 1_000;
    private const int RowsShownMax = 100_000;

    // What the database says of itself, for who asks nothing.
    private const string Layout =
        """
        SELECT t.name, t.comment AS says, string_agg(c.column_name, ', ' ORDER BY c.column_index) AS columns
        FROM (SELECT table_name AS name, comment, table_oid AS oid FROM duckdb_tables() WHERE NOT internal
              UNION ALL SELECT view_name, comment, view_oid FROM duckdb_views() WHERE NOT internal) t
        JOIN duckdb_columns() c ON c.table_oid = t.oid AND c.table_name = t.name
        GROUP BY ALL ORDER BY t.name
        """;

    private readonly Argument<string> _archive = ArchiveRun.Argument();
    private readonly Argument<string?> _sql = new("SQL")
    {
        Description = "One statement that reads; without one, the tables and views are shown.",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly Option<string?> _database = ArchiveSql.Database();
    private readonly Option<string?> _csv = ArchiveRun.Csv();
    private readonly Option<string?> _parquet =
        new("--parquet") { Description = "Write all rows to this Parquet file.", HelpName = "FILE" };
    private readonly Option<int> _rows = new("--rows")
    {
        Description = $"The most rows that are shown, {RowsShownMax:N0} at most; files take all.",
        HelpName = "N",
        DefaultValueFactory = _ => RowsShown,
    };

    internal AuditQueryCommand(CliContext context)
        : base(
            "query",
            "Ask an archive in SQL (DuckDB), read only; it is verified up to its signatures first.",
            "ledger audit query archive \"SELECT state, count(*) FROM guarantees GROUP BY state\" --genesis genesis.json")
    {
        Add(_archive);
        Add(_sql);
        Add(_database);
        Add(_csv);
        Add(_parquet);
        Add(_rows);
        Does(context, AskAsync);
    }

    private async Task<int> AskAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        if (invocation.Value(_rows) is < 1 or > RowsShownMax)
        {
            throw CliException.Usage($"--rows takes 1 to {RowsShownMax:N0}.", $"--rows 取 1 至 {RowsShownMax:N0}。");
        }

        var sql = invocation.Value(_sql) ?? Layout;
        using var database = await ArchiveSql.OpenAsync(
            invocation, invocation.Value(_archive), invocation.Value(_database), invocation.Value(_parquet), cancellationToken);
        if (invocation.Value(_parquet) is { } parquet)
        {
            database.Export(sql, cancellationToken);
            ShowFile(invocation, parquet);
        }

        var (columns, rows, answer) = database.Ask(sql, cancellationToken);
        using (answer)
        {
            if (invocation.Value(_csv) is { } csv)
            {
                await CsvFile.WriteAsync(csv, columns, rows, cancellationToken);
                ShowFile(invocation, csv);
            }
            else if (invocation.Value(_parquet) is null)
            {
                Show(invocation, columns, rows);
            }
        }

        return ExitCode.Done;
    }

    private static void ShowFile(Invocation invocation, string path) => invocation.Report.ShowOne(
        new Document { ["file"] = path }, screen => screen.Line(screen.Say($"Written to {path}.", $"已写入 {path}。")));

    private void Show(Invocation invocation, IReadOnlyList<string> columns, IEnumerable<Document> rows)
    {
        var most = invocation.Value(_rows);
        var shown = rows.Take(most + 1).ToList();
        var isMore = shown.Count > most;
        shown = shown[..Math.Min(most, shown.Count)];
        var document = new Document
        {
            ["columns"] = Datum.List(columns),
            ["rows"] = Datum.List(shown),
            ["more"] = (bool?)isMore,
        };
        invocation.Report.Show(document, screen =>
        {
            screen.Heading(screen.Say(
                shown.Count == 1 ? "1 row" : $"{shown.Count:N0} rows{(isMore ? ", and more" : "")}",
                $"{shown.Count:N0} 行{(isMore ? "，另有更多" : "")}"));
            TextView.WriteItems(screen, shown, columns);
            if (isMore)
            {
                screen.Line();
                screen.Line(screen.Say(
                    "More rows follow: --rows N shows more, --csv and --parquet write all of them.",
                    "另有更多行：--rows N 显示更多，--csv 与 --parquet 写出全部。"));
            }
        });
    }
}
