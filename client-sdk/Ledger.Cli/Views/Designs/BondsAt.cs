namespace Ledger.Cli.Views.Designs;

/// <summary>As of which moment a section's bonds are judged.</summary>
internal enum BondsAt
{
    /// <summary>The opening, where there was one.</summary>
    Opening,

    /// <summary>The newest final block.</summary>
    Now,
}
