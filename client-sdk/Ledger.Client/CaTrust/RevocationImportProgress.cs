namespace Ledger.Client.CaTrust;

/// <summary>How far the import of a list in parts has come, as the chain has it.</summary>
/// <param name="Done">Parts that have come and steps that are applied.</param>
/// <param name="Total">All of them.</param>
public readonly record struct RevocationImportProgress(int Done, int Total);
