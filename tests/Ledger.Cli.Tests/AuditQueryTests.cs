using System.Text.Json.Nodes;
using Ledger.Protocol.V1;
using Ledger.Schema.Tender;
using Ledger.TestConsortium;
using static Ledger.TestConsortium.TenderStory;

namespace Ledger.Cli.Tests;

/// <summary>An archive asked in SQL: what is answered, and that nothing but reading is.</summary>
public sealed class AuditQueryTests : IClassFixture<AuditQueryTests.Told>
{
    private readonly StoryArchive _told;

    public AuditQueryTests(Told told) => _told = told.Story;

    [Fact]
    public async Task Views_say_what_stands()
    {
        var row = Assert.Single(await AskAsync("SELECT * FROM guarantees WHERE state = 'Released'"))!;
        Assert.Equal(Winner, (string)row["applicant_uscc"]!);
        Assert.Equal("2019-", ((string)row["issued_at"]!)[..5]);
        Assert.True(long.Parse((string)row["amount_fen"]!, System.Globalization.CultureInfo.InvariantCulture) > 0);

        var section = Assert.Single(await AskAsync("SELECT * FROM sections"))!;
        Assert.Equal((Winner, "Contracted"), ((string)section["winner_uscc"]!, (string)section["state"]!));
        Assert.Equal([Second], (await AskAsync("SELECT uscc FROM bidders")).Select(one => (string)one!["uscc"]!));
        Assert.Equal(TestChain.Genesis.Content.Members.Count, (await AskAsync("FROM members")).Count);
    }

    [Fact]
    public async Task A_record_is_as_of_a_height()
    {
        var heights = (await AskAsync(
            "SELECT height FROM events WHERE table_name = 'guarantee/guarantee' AND (record->>'$.terms.applicant_uscc') = '" + Winner +
            "' ORDER BY height")).Select(row => (string)row!["height"]!).ToList();
        Assert.Equal(2, heights.Count); // revealed, released
        var state = $"SELECT record->>'$.state' AS state FROM records_at({heights[0]}) WHERE table_name = 'guarantee/guarantee'";
        Assert.Contains("Revealed", (await AskAsync(state)).Select(row => (string)row!["state"]!));
        Assert.DoesNotContain("Released", (await AskAsync(state)).Select(row => (string)row!["state"]!));
    }

    [Fact]
    public async Task Calls_signers_and_blocks_are_there()
    {
        var signed = Assert.Single(await AskAsync(
            "SELECT t.uscc, t.result, c.body FROM calls c JOIN transactions t USING (height, index) " +
            "WHERE c.name = 'Tender.ListBidders'"))!;
        Assert.Equal((Centre.Uscc, "OK"), ((string)signed["uscc"]!, (string)signed["result"]!));
        Assert.Equal(TenderStory.Section, (string)JsonNode.Parse((string)signed["body"]!)!["section_code"]!);
        var counted = Assert.Single(
            await AskAsync("SELECT count(*) AS n, max(height) AS top, (SELECT height FROM chain) AS h FROM blocks"))!;
        Assert.Equal((string)counted["n"]!, (string)counted["top"]!);
        Assert.Equal((string)counted["h"]!, (string)counted["top"]!);
    }

    [Theory]
    [InlineData("INSERT INTO blocks VALUES (1)")]
    [InlineData("DROP TABLE blocks")]
    [InlineData("CREATE TEMP TABLE mine (a INTEGER)")]
    [InlineData("COPY blocks TO 'FOLDER/stolen.csv'")]
    [InlineData("SELECT 1) TO 'FOLDER/stolen.csv'; SELECT (1")]
    [InlineData("SELECT 1; DELETE FROM blocks")]
    [InlineData("SELECT 1); DELETE FROM blocks; SELECT * FROM (SELECT 1")]
    [InlineData("SELECT * FROM read_text('/etc/hostname')")]
    [InlineData("SELECT * FROM read_csv('FOLDER/genesis.json')")]
    [InlineData("SELECT * FROM 'FOLDER/genesis.json'")]
    [InlineData("SELECT * FROM glob('/*')")]
    [InlineData("ATTACH 'FOLDER/stolen.duckdb'")]
    [InlineData("SET enable_external_access = true")]
    [InlineData("INSTALL httpfs")]
    [InlineData("EXPORT DATABASE 'FOLDER/stolen'")]
    [InlineData("PRAGMA enable_profiling")]
    [InlineData("SELECT nothing FROM nowhere")]
    [InlineData("SELECT count(DISTINCT range) FROM range(200000000)")] // more memory than a question has
    [InlineData("")]
    public async Task Only_reading_is_answered(string sql)
    {
        var files = Directory.GetFiles(_told.Folder).Order().ToList();
        var (exit, output, error) = await _told.RunAsync(
            "audit", "query", _told.Archive, sql.Replace("FOLDER", _told.Folder, StringComparison.Ordinal));
        Assert.True(exit == ExitCode.Usage, $"{exit} {output} {error}");
        Assert.Contains("one statement that reads", error, StringComparison.Ordinal);
        Assert.Equal(files, Directory.GetFiles(_told.Folder).Order().ToList());
        Assert.NotEmpty(await AskAsync("FROM blocks"));
    }

    [Theory]
    [InlineData("SELECT 1 AS one -- a comment at the end")]
    [InlineData("WITH a AS (SELECT 1 AS one) FROM a;")]
    public async Task Reading_is_answered_however_it_is_written(string sql) =>
        Assert.Equal("1", (string)Assert.Single(await AskAsync(sql))!["one"]!);

    [Fact]
    public async Task Every_kind_of_value_has_its_form()
    {
        var row = Assert.Single(await AskAsync(
            "SELECT 1::UTINYINT AS a, 170141183460469231731687303715884105727 AS b, 1.5::DOUBLE AS c, 2.25::DECIMAL(9,2) AS d, " +
            "[1, 2] AS e, {'x': 'y'} AS f, NULL AS g, 'z'::BLOB AS h, DATE '2020-02-01' AS i, TIMESTAMP '2020-02-01 00:00:00' AS j, " +
            "true AS k, 1e300::DOUBLE AS l, 12345 AS m_fen, " +
            "MAP {'p': 1} AS n, INTERVAL 1 DAY AS o, TIME '10:00:00' AS p, 'inf'::DOUBLE AS q"))!;
        Assert.Equal("170141183460469231731687303715884105727", (string)row["b"]!);
        Assert.Equal(2.25m, (decimal)row["d"]!);
        Assert.Equal("2", (string)row["e"]![1]!);
        Assert.Equal("y", (string)row["f"]!["x"]!);
        Assert.Null(row["g"]);
        Assert.Equal("eg==", (string)row["h"]!);
        Assert.Equal("2020-02-01T08:00:00.000+08:00", (string)row["j"]!);
        var shown = await _told.RunAsync("audit", "query", _told.Archive, "SELECT 12345 AS m_fen", "--lang", "zh");
        Assert.Contains("¥123.45", shown.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_take_all_rows_and_replace_none()
    {
        var (csv, parquet) = (Path.Combine(_told.Folder, "all.csv"), Path.Combine(_told.Folder, "all.parquet"));
        var (exit, _, error) = await _told.RunAsync(
            "audit", "query", _told.Archive, "SELECT '=1+1' AS formula, range FROM range(3000)", "--csv", csv, "--parquet", parquet);
        Assert.True(exit == ExitCode.Done, error);
        var lines = await File.ReadAllLinesAsync(csv);
        Assert.Equal(3_001, lines.Length);
        Assert.Equal("'=1+1,0", lines[1]);
        Assert.Equal("PAR1"u8.ToArray(), (await File.ReadAllBytesAsync(parquet))[..4]);
        Assert.NotEqual(ExitCode.Done, (await _told.RunAsync("audit", "query", _told.Archive, "SELECT 1", "--parquet", parquet)).Exit);
        Assert.Equal("PAR1"u8.ToArray(), (await File.ReadAllBytesAsync(parquet))[..4]);

        var shown = await _told.JsonAsync("audit", "query", _told.Archive, "FROM range(3000)", "--rows", "10");
        Assert.Equal((10, true), (shown["rows"]!.AsArray().Count, (bool)shown["more"]!));
    }

    [Fact]
    public async Task A_kept_database_is_taken_where_it_is_of_this_chain_and_height()
    {
        var file = Path.Combine(_told.Folder, "kept.duckdb");
        await File.WriteAllTextAsync(file, "no database");
        await _told.JsonAsync("audit", "query", _told.Archive, "FROM blocks", "--database", file);
        var made = File.GetLastWriteTimeUtc(file);
        await _told.JsonAsync("audit", "query", _told.Archive, "FROM blocks", "--database", file);
        Assert.Equal(made, File.GetLastWriteTimeUtc(file));

        var longer = Path.Combine(_told.Folder, "longer");
        StoryArchive.Write(longer, story =>
        {
            Tell(story);
            story.Tell(50, Centre, new Call());
        });
        var (before, after) = (await CountAsync(_told.Archive), await CountAsync(longer));
        Assert.Equal(before + 1, after);

        async Task<int> CountAsync(string archive) =>
            (await _told.JsonAsync("audit", "query", archive, "FROM blocks", "--database", file))["rows"]!.AsArray().Count;
    }

    [Fact]
    public async Task Without_a_question_the_layout_is_shown()
    {
        var tables = (await _told.JsonAsync("audit", "query", _told.Archive))["rows"]!.AsArray();
        Assert.Contains("guarantees", tables.Select(row => (string)row!["name"]!));
        Assert.All(tables, row => Assert.NotEmpty((string)row!["says"]!));
    }

    [Fact]
    public async Task The_page_of_the_specification_is_the_layout()
    {
        const string mark = "<!-- generated: LEDGER_UPDATE_DOCS=1 ./test Cli -->\n";
        var rows = await AskAsync(
            """
            SELECT t.name, t.says, c.column_name, c.data_type, c.comment
            FROM (SELECT table_name AS name, comment AS says, table_oid AS oid FROM duckdb_tables() WHERE NOT internal
                  UNION ALL SELECT view_name, comment, view_oid FROM duckdb_views() WHERE NOT internal) t
            JOIN duckdb_columns() c ON c.table_oid = t.oid AND c.table_name = t.name
            ORDER BY t.oid, c.column_index
            """);
        var text = new System.Text.StringBuilder();
        foreach (var table in rows.GroupBy(row => (string)row!["name"]!))
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\n## `{table.Key}`\n\n");
            var says = (string)table.First()!["says"]!;
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{char.ToUpperInvariant(says[0])}{says[1..]}.\n\n");
            text.Append("| column | type | what |\n|---|---|---|\n");
            foreach (var column in table)
            {
                text.Append(
                    System.Globalization.CultureInfo.InvariantCulture,
                    $"| `{column!["column_name"]}` | {column["data_type"]} | {column["comment"]} |\n");
            }
        }

        var path = Repository.PathOf("docs/spec/archive-sql.md");
        var page = await File.ReadAllTextAsync(path);
        var wanted = page[..(page.IndexOf(mark, StringComparison.Ordinal) + mark.Length)] + text;
        if (Environment.GetEnvironmentVariable("LEDGER_UPDATE_DOCS") == "1")
        {
            await File.WriteAllTextAsync(path, wanted);
        }

        Assert.True(page == wanted, "docs/spec/archive-sql.md is not the layout. Make it again: LEDGER_UPDATE_DOCS=1 ./test Cli");
    }

    [Fact]
    public async Task What_changed_between_two_heights_is_said_field_by_field()
    {
        var award = (string)Assert.Single(await AskAsync("SELECT height FROM calls WHERE name = 'Tender.AwardSection'"))!["height"]!;
        var before = (ulong.Parse(award, System.Globalization.CultureInfo.InvariantCulture) - 1).ToString(
            System.Globalization.CultureInfo.InvariantCulture);
        var diff = await _told.JsonAsync("audit", "diff", _told.Archive, "--from", before, "--to", award);
        var table = Assert.Single(diff["tables"]!.AsArray())!;
        Assert.Equal(("tender/section", "1"), ((string)table["table_name"]!, (string)table["changed"]!));
        var state = Assert.Single(diff["changes"]!.AsArray(), change => (string)change!["field"]! == "state")!;
        Assert.Equal(("Publicized", "Awarded"), ((string)state["before"]!, (string)state["after"]!));

        var whole = await _told.JsonAsync("audit", "diff", _told.Archive, "--table", "tender/bidder");
        Assert.All(whole["changes"]!.AsArray(), change => Assert.Equal("added", (string)change!["change"]!));
        Assert.Equal(ExitCode.Usage, (await _told.RunAsync("audit", "diff", _told.Archive, "--from", "5", "--to", "5")).Exit);
        Assert.Equal(ExitCode.Usage, (await _told.RunAsync("audit", "diff", _told.Archive, "--to", "500000")).Exit);
    }

    private async Task<JsonArray> AskAsync(string sql)
    {
        var database = Path.Combine(_told.Folder, "asked.duckdb");
        return (await _told.JsonAsync("audit", "query", _told.Archive, sql, "--database", database))["rows"]!.AsArray();
    }

    private static void Tell(TenderStory story)
    {
        story.Announce();
        story.Issue(Winner);
        story.Issue(Third);
        story.Open();
        story.ListBidders(25, Winner, Second);
        story.Tell(
            25, Centre, new Call(),
            ("section.bidders_listed", TenderTables.BidderKey(TenderStory.Section, Second), new ListedBidder { Uscc = Second }));
        story.ReleaseKey();
        story.Reveal(Winner);
        story.Complete();
        story.Evaluate(Winner, Second);
        story.Publicize();
        story.Award();
        story.Contract(40);
        story.Release(Winner, 41, ReleaseReason.ContractSigned);
    }

    /// <summary>One archive for all questions, which change nothing.</summary>
    public sealed class Told : IDisposable
    {
        internal StoryArchive Story { get; } = new(Tell);

        public void Dispose() => Story.Dispose();
    }
}
