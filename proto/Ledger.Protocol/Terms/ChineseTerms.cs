namespace Ledger.Protocol.Terms;

/// <summary>
/// The trade's Chinese word for each value of an enumeration: one table, <c>terms.tsv</c> (type.value, word), for programs, documents and
/// PDFs. Tests hold it to the messages.
/// </summary>
public static class ChineseTerms
{
    private const string Table = "terms.tsv";

    private static readonly Dictionary<string, string> Words = Read();

    /// <summary>The word; null where there is none.</summary>
    /// <param name="type">The enumeration, as C# calls it: <c>GuaranteeState</c>.</param>
    /// <param name="value">Its value, likewise: <c>PaySuspended</c>.</param>
    public static string? Of(string type, string value) => Words.GetValueOrDefault($"{type}.{value}");

    private static Dictionary<string, string> Read()
    {
        using var stream = typeof(ChineseTerms).Assembly.GetManifestResourceStream(Table)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return StrictText.Decode(bytes, Table).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t'))
            .ToDictionary(row => row[0], row => row[1], StringComparer.Ordinal);
    }
}
