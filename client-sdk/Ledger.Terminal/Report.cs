using System.CommandLine;

namespace Ledger.Terminal;

/// <summary>Shows results: to people as views, to programs as JSON. One and the same document makes both.</summary>
public sealed class Report
{
    private readonly TextWriter _out;
    private readonly bool _json;

    /// <summary>Where one command's results go, in the form that its line asks for.</summary>
    public Report(CliContext context, ParseResult parsed)
    {
        _out = context.Out;
        _json = parsed.GetValue(CommonOptions.Json);
        Screen = context.NewScreen(Language.IsChinese(context, parsed), parsed.GetValue(CommonOptions.Wide));
    }

    /// <summary>Where views are written.</summary>
    public Screen Screen { get; }

    /// <summary>Shows one document: as JSON, or as its fields under a title.</summary>
    public void Show((string English, string Chinese) title, Document document) =>
        Show(document, screen => TextView.Write(screen, screen.Say(title), document));

    /// <summary>Shows one document: as JSON, or as its own design.</summary>
    public void Show(Document document, Action<Screen> design)
    {
        if (_json)
        {
            _out.WriteLine(JsonView.Write(document));
            return;
        }

        design(Screen);
    }

    /// <summary>Shows what became of one of several things: as one JSON line, or as its own design.</summary>
    public void ShowOne(Document document, Action<Screen> design)
    {
        if (_json)
        {
            _out.WriteLine(JsonView.WriteLine(document));
            return;
        }

        design(Screen);
    }

    /// <summary>Shows a list under a document's name: as JSON, or as a table with these columns, or as blocks.</summary>
    public void ShowList((string English, string Chinese) title, Document document, string list, IReadOnlyList<string> columns) =>
        Show(document, screen => TextView.WriteList(screen, screen.Say(title), document.ListOf(list), columns));

    /// <summary>Shows what became of one of several files: as one JSON line, or as a list of its parts under file and verdict.</summary>
    public void ShowVerdict(Document document, string list, IReadOnlyList<string> columns) => ShowOne(document, screen =>
    {
        screen.Heading($"{TextView.ValueOf(screen, document["file"])}: {TextView.ValueOf(screen, document["verdict"])}");
        screen.Line(TextView.ValueOf(screen, document["reason"]), 2);
        TextView.WriteItems(screen, [.. document.ListOf(list)], columns);
    });

    /// <summary>Shows one item of a stream, at once: as one JSON line, or as a line for people.</summary>
    public void ShowItem(Document item, (string English, string Chinese) text)
    {
        if (_json)
        {
            _out.WriteLine(JsonView.WriteLine(item));
        }
        else
        {
            Screen.Line(Screen.Say(text));
        }

        _out.Flush();
    }
}
