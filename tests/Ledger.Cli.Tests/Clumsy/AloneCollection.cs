namespace Ledger.Cli.Tests.Clumsy;

/// <summary>Tests that read the process's counters: no other test runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    /// <summary>The collection's name.</summary>
    public const string Name = "alone";
}
