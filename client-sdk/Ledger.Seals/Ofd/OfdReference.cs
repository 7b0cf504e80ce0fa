namespace Ledger.Seals;

/// <summary>A protected file and its digest.</summary>
internal sealed record OfdReference(string Name, byte[] Digest);
