using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Execution;

/// <summary>
/// An ordered batch that was read before its turn, with what could be verified of it then. It changes no block: what it holds depends on
/// the batch's bytes, on limits and on keys alone, and is used only where the block finds the same limits and the same keys.
/// </summary>
public sealed class BatchAhead
{
    private BatchAhead(
        ReadOnlyMemory<byte> ordered, ChainLimits limits, (SignedBatch Signed, Batch Batch)? batch, ReadTransaction[] transactions,
        PublicKey?[] keys) =>
        (Ordered, Limits, Batch, Transactions, Keys) = (ordered, limits, batch, transactions, keys);

    internal ReadOnlyMemory<byte> Ordered { get; }

    internal ChainLimits Limits { get; }

    internal (SignedBatch Signed, Batch Batch)? Batch { get; }

    /// <summary>What stands at each place.</summary>
    internal ReadTransaction[] Transactions { get; }

    /// <summary>The key that each place's signature verifies under; null where that is not known.</summary>
    internal PublicKey?[] Keys { get; }

    internal static BatchAhead Read(
        ReadOnlyMemory<byte> ordered, GenesisFile genesis, ChainLimits limits, SignerBook signers, BatchVerifier verifier)
    {
        if ((uint)ordered.Length > limits.BatchBytesMax || BatchBytes.TryRead(ordered) is not var (signed, batch))
        {
            return new BatchAhead(ordered, limits, null, [], []);
        }

        var transactions = TransactionReader.ReadAll(batch.Transactions, genesis.Hasher, genesis.ChainId, limits);
        var keys = Array.ConvertAll(transactions, one => one.Transaction is { } read ? signers.LateKeyOf(read.Signer) : null);
        var places = Enumerable.Range(0, keys.Length)
            .Where(i => keys[i] is { } key && key.Algorithm == transactions[i].Transaction!.Algorithm)
            .ToArray();
        var valid = verifier.Verify(Array.ConvertAll(places, i => transactions[i].Transaction!.SignatureCheck(keys[i]!)));
        var verified = new PublicKey?[keys.Length];
        for (var i = 0; i < places.Length; i++)
        {
            verified[places[i]] = valid[i] ? keys[places[i]] : null;
        }

        return new BatchAhead(ordered, limits, (signed, batch), transactions, verified);
    }
}
