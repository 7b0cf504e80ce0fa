using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Ledger.Cli.Output;

/// <summary>Shows results: tables for people, JSON for programs. One and the same document makes both.</summary>
internal sealed class Report
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    internal static readonly JsonSerializerOptions Line = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly CliContext _context;
    private readonly bool _json;
    private readonly bool _chinese;
    private readonly IAnsiConsole _console;

    internal Report(CliContext context, bool json, bool chinese)
    {
        _context = context;
        _json = json;
        _chinese = chinese;
        _console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(context.Out) });
        if (context.Width is { } width)
        {
            _console.Profile.Width = width;
        }
    }

    /// <summary>Shows one document: as JSON, or as a table of its fields.</summary>
    internal void Show(string title, JsonObject document)
    {
        if (_json)
        {
            _context.Out.WriteLine(document.ToJsonString(Indented));
            return;
        }

        var table = NewTable(title).AddColumn("field").AddColumn("value");
        foreach (var (name, value) in document.Where(field => _chinese || field.Key is not (Documents.RuleInChinese or Documents.RemedyInChinese)))
        {
            table.AddRow(new Text(name), new Text(TextOf(value)));
        }

        _console.Write(table);
    }

    /// <summary>Shows a list under a document's name: as JSON, or as a table with these columns.</summary>
    internal void ShowList(string title, JsonObject document, string list, IReadOnlyList<string> columns)
    {
        if (_json)
        {
            _context.Out.WriteLine(document.ToJsonString(Indented));
            return;
        }

        var table = NewTable(title);
        foreach (var column in columns)
        {
            table.AddColumn(column);
        }

        foreach (var row in document[list]!.AsArray())
        {
            table.AddRow(columns.Select(column => new Text(TextOf(row![column]))));
        }

        _console.Write(table);
    }

    /// <summary>Shows what became of one of several files: as one JSON line, or as a table of its parts under file and verdict.</summary>
    internal void ShowVerdict(JsonObject document, string list, IReadOnlyList<string> columns)
    {
        if (_json)
        {
            ShowItem(document, "");
            return;
        }

        _context.Out.WriteLine($"{TextOf(document["file"])}: {TextOf(document["verdict"])} ({TextOf(document["reason"])})");
        if (document[list]!.AsArray().Count > 0)
        {
            ShowList(list, document, list, columns);
        }
    }

    /// <summary>Shows one item of a stream, at once.</summary>
    internal void ShowItem(JsonObject item, string text)
    {
        _context.Out.WriteLine(_json ? item.ToJsonString(Line) : text);
        _context.Out.Flush();
    }

    private static Table NewTable(string title) => new Table { Border = TableBorder.Rounded, Title = new TableTitle(Markup.Escape(title)) };

    private static string TextOf(JsonNode? value) => value switch
    {
        null => "",
        JsonValue single => single.ToString(),
        _ => value.ToJsonString(Indented),
    };
}
