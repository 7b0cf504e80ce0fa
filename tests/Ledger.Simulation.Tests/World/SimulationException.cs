namespace Ledger.Simulation.Tests;

/// <summary>An invariant of the consortium does not hold.</summary>
internal sealed class SimulationException(string message, Exception? inner = null) : Exception(message, inner);
