using System.Diagnostics.CodeAnalysis;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Passports.Verification;

/// <summary>Reads the transactions of a passport and checks that each stands in its block.</summary>
internal static class InclusionCheck
{
    // The chain has judged size and calls when it took the transaction; here they are bounded by the file.
    private static readonly ChainLimits Limits = new()
    {
        TransactionBytesMax = PassportLimits.FileBytesMax,
        CallsMax = PassportLimits.FileBytesMax,
    };

    internal static bool Run(
        IReadOnlyList<ProvenBlock> blocks,
        GenesisFile genesis,
        CheckList checks,
        [NotNullWhen(true)] out IReadOnlyList<IncludedTransaction>? transactions)
    {
        transactions = null;
        var included = new List<IncludedTransaction>();
        foreach (var block in blocks)
        {
            foreach (var carried in block.Carried.Transactions)
            {
                var refused = TransactionReader.TryRead(carried.Transaction.Memory, genesis.Hasher, genesis.ChainId, Limits, out var read);
                if (refused.IsRefused)
                {
                    return checks.Fail(
                        PassportCheckNames.TransactionInclusion, $"a transaction of block {block.Header.Height}: {refused.Detail}");
                }

                if (!TransactionPath.Holds(carried, read!.LeafContent(), block.Header.TransactionsRoot, genesis.Hasher))
                {
                    return checks.Fail(
                        PassportCheckNames.TransactionInclusion,
                        $"transaction {read.Id} does not stand in block {block.Header.Height} where its path says");
                }

                included.Add(new IncludedTransaction(read, block.Header));
            }
        }

        transactions = included;
        return checks.Pass(PassportCheckNames.TransactionInclusion, $"{included.Count} transaction(s)");
    }
}

/// <summary>A transaction that is proven to stand in a final block. That the chain also did what it asks, only the state shows.</summary>
internal sealed record IncludedTransaction(SignedTransaction Transaction, BlockHeader Block);
