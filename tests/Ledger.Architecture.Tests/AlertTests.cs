using System.Text.RegularExpressions;

namespace Ledger.Architecture.Tests;

/// <summary>The alerts watch what nodes measure, and each has its row in the page that says what to do.</summary>
public partial class AlertTests
{
    private static readonly string Rules = File.ReadAllText(Repository.PathOf("docs/operations/alerts.yml"));
    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs/operations/watching.md"));

    [Fact]
    public void Every_metric_that_an_alert_or_the_page_names_is_measured_by_a_node()
    {
        var measured = Repository.Files("*.cs").Where(path => path.StartsWith(Repository.PathOf("node/"), StringComparison.Ordinal))
            .SelectMany(path => Instrument().Matches(File.ReadAllText(path)))
            .Select(one => one.Groups[1].Value.Replace('.', '_')).ToHashSet(StringComparer.Ordinal);
        var named = Metric().Matches(Rules + Page).Select(one => one.Value).Distinct().ToList();
        Assert.True(named.Count > 10, string.Join(' ', named));
        Assert.DoesNotContain(named, name => !measured.Contains(name) && !measured.Contains(Unit().Replace(name, "")));
    }

    [Fact]
    public void Every_alert_says_what_it_means_and_what_to_do()
    {
        var alerts = Alert().Matches(Rules).Select(one => one.Groups[1].Value).ToList();
        Assert.True(alerts.Count > 10, string.Join(' ', alerts));
        Assert.Equal(alerts.Count, alerts.Distinct().Count());
        var rows = Page.Split('\n').Where(line => line.StartsWith('|')).Select(line => line.Split('|')[1]);
        var described = rows.SelectMany(cell => Name().Matches(cell)).Select(one => one.Value).ToList();
        Assert.Equal(alerts.Order(), described.Order());
    }

    [GeneratedRegex("\"(ledger\\.[a-z_.]+)\"", RegexOptions.CultureInvariant)]
    private static partial Regex Instrument();

    [GeneratedRegex("\\bledger_[a-z_]+", RegexOptions.CultureInvariant)]
    private static partial Regex Metric();

    [GeneratedRegex("_(total|seconds|bytes|days)$", RegexOptions.CultureInvariant)]
    private static partial Regex Unit();

    [GeneratedRegex("- alert: (\\w+)", RegexOptions.CultureInvariant)]
    private static partial Regex Alert();

    [GeneratedRegex("\\b(Ledger|Etcd)[A-Z]\\w+", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
