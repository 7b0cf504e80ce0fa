namespace Ledger.Oidc.Tests;

/// <summary>All tests that log in share one consortium and one provider, and so run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class ProviderCollection : ICollectionFixture<Provider>
{
    /// <summary>The collection's name.</summary>
    public const string Name = "one provider";
}
