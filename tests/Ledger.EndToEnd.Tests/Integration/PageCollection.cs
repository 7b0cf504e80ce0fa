namespace Ledger.EndToEnd.Tests.Integration;

/// <summary>All pages whose commands are run share one consortium, and so run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class PageCollection : ICollectionFixture<IntegrationConsortium>
{
    /// <summary>The collection's name.</summary>
    public const string Name = "pages against one consortium";
}
