using System.Globalization;

namespace Ledger.Terminal;

/// <summary>
/// Any document for people: the view of records that have no design of their own, and the one place where each kind of value gets its form.
/// </summary>
public static class TextView
{
    private const int HexShown = 4;
    private const int WholeHexMax = 32; // 16 bytes: the ids that commands take
    private const int BinaryShown = 48;

    /// <summary>A title and the document's fields below it.</summary>
    public static void Write(Screen screen, string title, Document document)
    {
        screen.Heading(title);
        screen.Line();
        WriteFields(screen, document, 2);
    }

    /// <summary>A title and a list: a table where it fits, otherwise a block for each item.</summary>
    public static void WriteList(Screen screen, string title, IEnumerable<Document> items, IReadOnlyList<string> columns)
    {
        screen.Heading(title);
        WriteItems(screen, items.ToList(), columns);
    }

    /// <summary>The same under no title.</summary>
    public static void WriteItems(Screen screen, IReadOnlyList<Document> items, IReadOnlyList<string> columns)
    {
        if (items.Count == 0)
        {
            return;
        }

        screen.Line();
        var shown = columns.Where(column => items.Any(item => item[column] is { } value && ValueOf(screen, value).Length > 0)).ToList();
        var rows = items.Select(item => shown.Select(column => ValueOf(screen, item[column], inTable: true)).ToList()).ToList();
        if (!rows.Any(row => row.Any(cell => cell.Contains('\n'))) &&
            screen.TryTable([.. shown.Select(column => Vocabulary.Label(column, screen.IsChinese))], rows))
        {
            return;
        }

        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0)
            {
                screen.Line();
            }

            screen.Line(ValueOf(screen, items[i][shown[0]]), 2);
            screen.Pairs(
                shown.Skip(1).Select(column => (Vocabulary.Label(column, screen.IsChinese), ValueOf(screen, items[i][column])))
                    .Where(pair => pair.Item2.Length > 0), 4);
        }
    }

    /// <summary>One value in its form for people; nothing for what is absent.</summary>
    public static string ValueOf(Screen screen, Datum? value, bool inTable = false) => value switch
    {
        null => "",
        Datum.Text text => text.Value,
        Datum.Flag flag => flag.Value ? screen.Say("yes", "是") : screen.Say("no", "否"),
        Datum.Number number => number.Value.ToString("0.###", CultureInfo.InvariantCulture),
        Datum.Wide wide => wide.Value.ToString("N0", CultureInfo.InvariantCulture),
        Datum.Amount amount => Moments.Yuan(amount.Fen),
        Datum.Instant instant => Moments.Show(instant.Ms),
        Datum.Identifier id => IdOf(screen, id, inTable),
        Datum.Binary binary => BinaryOf(screen, binary),
        Datum.Term term => Vocabulary.Word(term.Type, term.Name),
        Datum.Items items =>
            string.Join(
                items.Values.Any(item => item is Document or Datum.Text { Value.Length: > 40 }) ? "\n" : ", ",
                items.Values.Select(item => ValueOf(screen, item, inTable))),
        Document document =>
            string.Join(
                ", ",
                document.Select(field => $"{Vocabulary.Label(field.Key, screen.IsChinese)} {ValueOf(screen, field.Value, inTable)}")),
        _ => throw new InvalidOperationException($"{value.GetType().Name} has no form for people."),
    };

    /// <summary>Fields in two columns; a record within one below its name, further in.</summary>
    public static void WriteFields(Screen screen, Document document, int indent)
    {
        var flat = new List<(string Label, string Value)>();
        foreach (var (name, value) in document)
        {
            var label = Vocabulary.Label(name, screen.IsChinese);
            if (RecordsOf(value) is not { Count: > 0 } records)
            {
                flat.Add((label, ValueOf(screen, value)));
                continue;
            }

            screen.Pairs(flat.Where(pair => pair.Value.Length > 0), indent);
            flat.Clear();
            for (var i = 0; i < records.Count; i++)
            {
                screen.Line(records.Count == 1 ? label : $"{label} {i + 1}", indent);
                WriteFields(screen, records[i], indent + 2);
            }
        }

        screen.Pairs(flat.Where(pair => pair.Value.Length > 0), indent);
    }

    private static List<Document>? RecordsOf(Datum value) => value switch
    {
        Document document => [document],
        Datum.Items items when items.Values.All(item => item is Document) => [.. items.Values.Cast<Document>()],
        _ => null,
    };

    private static string IdOf(Screen screen, Datum.Identifier id, bool inTable) =>
        id.IsWhole || screen.ShowsWholeIds ||
            id.Hex.Length <= (inTable ? 2 * HexShown : WholeHexMax) ? id.Hex : $"{id.Hex[..HexShown]}…{id.Hex[^HexShown..]}";

    private static string BinaryOf(Screen screen, Datum.Binary binary) => screen.ShowsWholeIds || binary.Base64.Length <= BinaryShown
        ? binary.Base64
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{binary.Base64[..HexShown]}…{binary.Base64[^HexShown..]} ({screen.Say("Base64 of", "Base64，")} " +
            $"{Convert.FromBase64String(binary.Base64).Length:N0} {screen.Say("bytes", "字节")})");
}
