using System.Text;

namespace Ledger.PdfDrawing;

/// <summary>
/// Breaks text into lines: Chinese anywhere but before what closes and after what opens (GB/T 15834, 避头尾), words of Latin letters where
/// they fit on a line of their own.
/// </summary>
internal static class TextWrap
{
    private const string Closers = "，。；：、！？）》」』】”’·…";
    private const string Openers = "（《「『【“‘";

    internal static List<string> Break(string text, double width, Func<string, double> measure)
    {
        var (lines, line) = (new List<string>(), new StringBuilder());
        var used = 0.0;
        foreach (var piece
            in Together(Pieces(text))
                .SelectMany(piece => measure(piece) > width ? piece.EnumerateRunes().Select(rune => rune.ToString()) : [piece]))
        {
            var advance = measure(piece);
            if (used + advance > width && line.Length > 0)
            {
                lines.Add(line.ToString().TrimEnd());
                line.Clear();
                used = 0;
            }

            if (line.Length > 0 || piece != " ")
            {
                line.Append(piece);
                used += advance;
            }
        }

        lines.Add(line.ToString().TrimEnd());
        return lines;
    }

    private static IEnumerable<string> Together(IEnumerable<string> pieces)
    {
        var held = string.Empty;
        foreach (var piece in pieces)
        {
            if (held.Length > 0 && !(Closers.Contains(piece[0], StringComparison.Ordinal) && held != " ") &&
                !Openers.Contains(held[^1], StringComparison.Ordinal))
            {
                yield return held;
                held = string.Empty;
            }

            held += piece;
        }

        if (held.Length > 0)
        {
            yield return held;
        }
    }

    private static IEnumerable<string> Pieces(string text)
    {
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii && !Rune.IsWhiteSpace(rune) && !Rune.IsControl(rune))
            {
                word.Append(rune);
                continue;
            }

            if (word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }

            yield return Rune.IsWhiteSpace(rune) || Rune.IsControl(rune) ? " " : rune.ToString();
        }

        if (word.Length > 0)
        {
            yield return word.ToString();
        }
    }
}
