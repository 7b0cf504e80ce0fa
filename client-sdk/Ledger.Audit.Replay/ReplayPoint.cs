namespace Ledger.Audit.Replay;

/// <summary>What a block is executed on, beside the headers below it.</summary>
/// <param name="TimeProof">The height of the newest certificate in a batch that counted (docs/spec/finality.md).</param>
/// <param name="Transactions">Transactions executed so far.</param>
/// <param name="Entries">The state, by key; read as it is asked for.</param>
public sealed record ReplayPoint(ulong TimeProof, long Transactions, IEnumerable<KeyValuePair<byte[], byte[]>> Entries);
