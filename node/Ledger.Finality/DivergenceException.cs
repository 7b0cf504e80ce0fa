namespace Ledger.Finality;

/// <summary>
/// The consortium finalised another block than this node computed. The node halts: going on would build on what nobody else has (DESIGN
/// §3).
/// </summary>
public sealed class DivergenceException(string message) : Exception(message);
