namespace Ledger.BidFiles;

/// <summary>How far a run is.</summary>
/// <param name="BytesDone">Plaintext bytes done, those of an earlier run included.</param>
/// <param name="BytesTotal">Plaintext bytes in all.</param>
public readonly record struct BidFileProgress(long BytesDone, long BytesTotal);
