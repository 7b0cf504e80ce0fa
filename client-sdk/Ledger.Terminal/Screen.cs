using System.Text;
using Spectre.Console.Rendering;

namespace Ledger.Terminal;

/// <summary>
/// Where views write their lines: no frames, labels in one column and values in the next, wrapped to the terminal. A pipe gets every line
/// whole and without colour codes. Wide characters count two columns; control characters of what strangers wrote are never passed on to a
/// terminal.
/// </summary>
public sealed class Screen
{
    /// <summary>The width of what is no terminal: lines are never wrapped.</summary>
    public const int Unlimited = int.MaxValue;

    private const int LabelWidthMax = 30;
    private const int ValueWidthMin = 24;
    private const string NeverFirst = "，。；：、！？）》」』”’…";
    private const string Gap = "  ";
    private readonly TextWriter _out;
    private readonly bool _colour;

    /// <summary>A screen on a writer.</summary>
    /// <param name="output">Where lines go.</param>
    /// <param name="width">Columns, or <see cref="Unlimited"/>.</param>
    /// <param name="isColoured">Whether it shows colour codes.</param>
    /// <param name="isChinese">Whether the person reads Chinese.</param>
    /// <param name="isWide">Whether ids stand whole.</param>
    public Screen(TextWriter output, int width, bool isColoured, bool isChinese, bool isWide)
    {
        _out = output;
        _colour = isColoured;
        Width = width;
        IsChinese = isChinese;
        ShowsWholeIds = isWide || width == Unlimited;
    }

    /// <summary>Columns, or <see cref="Unlimited"/>.</summary>
    public int Width { get; }

    /// <summary>Whether the person reads Chinese.</summary>
    public bool IsChinese { get; }

    /// <summary>Whether ids stand whole: asked for with <c>--wide</c>, or in a pipe.</summary>
    public bool ShowsWholeIds { get; }

    /// <summary>The words in the person's language.</summary>
    public string Say(string english, string chinese) => IsChinese ? chinese : english;

    /// <summary>The words in the person's language.</summary>
    public string Say((string English, string Chinese) words) => Say(words.English, words.Chinese);

    /// <summary>A line, wrapped to the width.</summary>
    public void Line(string text = "") => WriteWrapped(text, "", "", bold: false);

    /// <summary>A line that is copied, never wrapped.</summary>
    public void Verbatim(string text) => _out.WriteLine(text);

    /// <summary>A line that is set in by some columns.</summary>
    public void Line(string text, int indent) => WriteWrapped(text, new string(' ', indent), new string(' ', indent), bold: false);

    /// <summary>A title, with what matters most at the right end of the line where there is room, below it otherwise.</summary>
    public void Heading(string title, string right = "")
    {
        var free = (Width == Unlimited ? 0 : Width) - Cells(title) - Cells(right);
        if (right.Length > 0 && free >= Gap.Length)
        {
            _out.WriteLine(Bold(Clean(title)) + new string(' ', free) + Bold(Clean(right)));
            return;
        }

        WriteWrapped(right.Length > 0 && Width == Unlimited ? $"{title}{Gap}{right}" : title, "", "", bold: true);
        if (right.Length > 0 && Width != Unlimited)
        {
            WriteWrapped(right, Gap, Gap, bold: true);
        }
    }

    /// <summary>
    /// Labels and their values in two columns. A value of several lines keeps to its column; where that is too narrow it goes below.
    /// </summary>
    public void Pairs(IEnumerable<(string Label, string Value)> pairs, int indent = 2)
    {
        var rows = pairs.ToList();
        var widest = rows.Count == 0 ? 0 : Math.Min(rows.Max(row => Cells(row.Label)), LabelWidthMax);
        var start = new string(' ', indent);
        var column = indent + widest + Gap.Length;
        var isNarrow = Width - column < ValueWidthMin;
        foreach (var (label, value) in rows)
        {
            if (isNarrow || Cells(label) > widest)
            {
                Line(label, indent);
                WriteWrapped(value, start + Gap, start + Gap, bold: false);
                continue;
            }

            WriteWrapped(value, start + Pad(label, widest) + Gap, new string(' ', column), bold: false);
        }
    }

    /// <summary>A table, where it fits the width; false, and nothing written, where it does not.</summary>
    public bool TryTable(IReadOnlyList<string> headers, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var widths = headers.Select((header, column) => rows.Select(row => Cells(row[column])).Append(Cells(header)).Max()).ToList();
        if ((long)widths.Sum() + (Gap.Length * widths.Count) > Width)
        {
            return false;
        }

        _out.WriteLine(Gap + string.Join(Gap, headers.Select((header, column) => Pad(header, widths[column]))).TrimEnd());
        foreach (var row in rows)
        {
            _out.WriteLine(Gap + string.Join(Gap, row.Select((cell, column) => Pad(Clean(cell), widths[column]))).TrimEnd());
        }

        return true;
    }

    /// <summary>Passes on what was written so far.</summary>
    public void Flush() => _out.Flush();

    /// <summary>Columns that a text takes in a terminal.</summary>
    public static int Cells(string text) => new Segment(Clean(text)).CellCount();

    private static string Pad(string text, int width) => text + new string(' ', Math.Max(0, width - Cells(text)));

    private string Bold(string text) => _colour && text.Length > 0 ? $"\e[1m{text}\e[0m" : text;

    private void WriteWrapped(string text, string first, string next, bool bold)
    {
        var prefix = first;
        foreach (var line
            in text.Split('\n').SelectMany(part => Wrap(Clean(part), Width == Unlimited ? Unlimited : Math.Max(8, Width - Cells(next)))))
        {
            _out.WriteLine((prefix + (bold ? Bold(line) : line)).TrimEnd());
            prefix = next;
        }
    }

    /// <summary>
    /// Lines of at most this width: broken at spaces and between wide characters, and within a word only where it is longer than a line.
    /// </summary>
    private static IEnumerable<string> Wrap(string text, int width)
    {
        if (Cells(text) <= width)
        {
            yield return text;
            yield break;
        }

        var line = new StringBuilder();
        var (cells, breakAt) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            var wide = Cells(rune.ToString());
            if (wide == 2 && line.Length > 0 && !(rune.IsBmp && NeverFirst.Contains((char)rune.Value)))
            {
                breakAt = line.Length;
            }

            if (cells + wide > width)
            {
                var cut = breakAt > 0 ? breakAt : line.Length;
                yield return line.ToString(0, cut).TrimEnd();
                line.Remove(0, cut);
                (cells, breakAt) = (Cells(line.ToString()), 0);
            }

            line.Append(rune);
            cells += wide;
            if (wide == 2 || Rune.IsWhiteSpace(rune) || rune.Value == '/')
            {
                breakAt = wide == 2 ? breakAt : line.Length;
            }
        }

        yield return line.ToString();
    }

    // What is on the chain was written by strangers: escape sequences and changes of direction would let them write anywhere on the screen.
    private static string Clean(string text) => text.AsSpan().IndexOfAnyInRange('\0', '\x1F') < 0 && !text.Any(IsUnfit)
        ? text
        : string.Concat(text.Select(one => IsUnfit(one) ? '\uFFFD' : one));

    private static bool IsUnfit(char one) => char.IsControl(one) || one is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
