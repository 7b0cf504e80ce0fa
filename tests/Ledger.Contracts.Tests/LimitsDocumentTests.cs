using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Ledger.Protocol;
using Ledger.Schema;

namespace Ledger.Contracts.Tests;

/// <summary>docs/spec/limits.md has a row for every limit of what decides a block, with its number.</summary>
public sealed partial class LimitsDocumentTests
{
    private static readonly string Path = Repository.PathOf("docs/spec/limits.md");

    private static SortedDictionary<string, string> Constants { get; } = new(
        new[] { typeof(Refused), typeof(LedgerTables), typeof(ContractDispatcher) }.SelectMany(type => type.Assembly.GetTypes())
            .Where(type => !type.IsEnum)
            .SelectMany(
                type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => field.IsLiteral && LimitName().IsMatch(field.Name) && field.FieldType != typeof(string))
            .ToDictionary(
                field => $"{field.DeclaringType!.Name}.{field.Name}",
                field => string.Create(CultureInfo.InvariantCulture, $"{field.GetRawConstantValue():N0}")),
        StringComparer.Ordinal);

    [Fact]
    public void Every_limit_has_its_row_and_its_number()
    {
        var text = File.ReadAllText(Path);
        var current = Row().Replace(
            text,
            row => Constants.TryGetValue(row.Groups[2].Value, out var number)
                ? $"{row.Groups[1].Value}{number}{row.Groups[4].Value}"
                : row.Value);
        if (SpecDocument.Update)
        {
            File.WriteAllText(Path, current);
        }

        Assert.Equal(current, File.ReadAllText(Path));
        Assert.Equal(
            Constants.Keys, Row().Matches(text).Select(row => row.Groups[2].Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_is_beyond_is_a_refusal_that_there_is()
    {
        var known = RefusalCatalog.All.Select(refusal => refusal.Name).ToHashSet(StringComparer.Ordinal);
        var named = Row().Matches(File.ReadAllText(Path)).SelectMany(row => Code().Matches(row.Groups[4].Value))
            .Select(code => code.Groups[1].Value);
        Assert.All(named, code => Assert.Contains(code, known));
    }

    [GeneratedRegex("(Max|Min)$")]
    private static partial Regex LimitName();

    [GeneratedRegex(@"^(\| `([A-Za-z.]+)` \| [^|]+ \| )([^|]+)( \| .*)$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`([A-Z_]+)`")]
    private static partial Regex Code();
}
