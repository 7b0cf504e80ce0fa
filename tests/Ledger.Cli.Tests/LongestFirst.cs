using Xunit.Abstractions;

[assembly: TestCollectionOrderer("Ledger.Cli.Tests.LongestFirst", "Ledger.Cli.Tests")]

namespace Ledger.Cli.Tests;

/// <summary>Begins with the classes that take longest: one that begins last runs alone while the other cores are idle.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Longest = [nameof(DemoTests), nameof(MailCommandTests), nameof(OrderCommandTests)];

    /// <inheritdoc/>
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderByDescending(
            collection => Longest.Any(name => collection.DisplayName.EndsWith($".{name}", StringComparison.Ordinal)));
}
