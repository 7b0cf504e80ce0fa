namespace Ledger.Client.Documents;

/// <summary>How far a transfer is.</summary>
/// <param name="BytesDone">Bytes at the node or on this disk, those of an earlier run included.</param>
/// <param name="BytesTotal">Bytes in all, padding included.</param>
public readonly record struct DocumentProgress(long BytesDone, long BytesTotal);
