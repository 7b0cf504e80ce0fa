using System.Text.Json.Nodes;

namespace Ledger.Benchmarks;

/// <summary>What a state of some size costs.</summary>
/// <param name="Keys">Keys in the state.</param>
/// <param name="UpdateUs">Applying and hashing a block's changes, a key, median block.</param>
/// <param name="WriteUs">Writing them durably, a key, median block.</param>
/// <param name="WriteBytes">Bytes written, a key.</param>
/// <param name="ProofBytes">An inclusion proof as a message, without key and value.</param>
/// <param name="ProveUs">Making one.</param>
/// <param name="CheckUs">Checking one.</param>
/// <param name="HeapMiB">Managed memory.</param>
/// <param name="MemoryMiB">The process's memory, RocksDB's caches too.</param>
internal sealed record StateRow(
    int Keys, double UpdateUs, double WriteUs, double WriteBytes, double ProofBytes, double ProveUs, double CheckUs, double HeapMiB,
    double MemoryMiB)
{
    internal JsonObject ToJson() => new()
    {
        ["keys"] = Keys,
        ["update_us_per_key"] = Math.Round(UpdateUs, 2),
        ["write_us_per_key"] = Math.Round(WriteUs, 2),
        ["write_bytes_per_key"] = Math.Round(WriteBytes),
        ["proof_bytes"] = Math.Round(ProofBytes),
        ["prove_us"] = Math.Round(ProveUs, 2),
        ["check_us"] = Math.Round(CheckUs, 2),
        ["heap_mib"] = Math.Round(HeapMiB),
        ["memory_mib"] = Math.Round(MemoryMiB),
    };
}
