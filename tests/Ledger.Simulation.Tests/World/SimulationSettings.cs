namespace Ledger.Simulation.Tests;

/// <summary>What a run is made of, besides its seed.</summary>
internal sealed record SimulationSettings
{
    /// <summary>How long there is trouble, virtual milliseconds.</summary>
    internal long TroubleMs { get; init; } = 60_000;

    internal bool WithFaults { get; init; } = true;

    /// <summary>Whether nodes write genesis themselves, so that this write can fail too.</summary>
    internal bool FromEmptyDisks { get; init; }

    internal bool RealSignatures { get; init; }

    /// <summary>Sections that are tendered.</summary>
    internal int Sections { get; init; } = 4;

    internal Action<string>? Print { get; init; }
}
