namespace Ledger.Secrecy.Tests;

/// <summary>
/// What an observer holds after one run: byte strings, each of a kind ("transaction", "state", …). How often a kind occurs is seen too.
/// </summary>
internal sealed record Sighting(IReadOnlyList<(string Kind, byte[] Bytes)> Parts);
