using Ledger.Schema;
using Ledger.State;

namespace Ledger.Execution;

/// <summary>
/// Deletes entries of <see cref="LandedTransactions"/> that nobody can ask for any more, oldest first, a bounded number in a block.
/// </summary>
internal sealed class LandedExpiry(StateStore committed)
{
    private static readonly byte[] Prefix = LandedTransactions.Prefix.ToArray();

    // Nothing lies below, nor ever will: what a store deleted is walked over once and not in every block. It has no influence on what is
    // deleted.
    private byte[] _from = Prefix;

    internal void DeleteOld(LayeredState layered, long time, long timeBefore)
    {
        var oldest = committed.Scan(Prefix, 1, _from) is [var first] ? LandedTransactions.NotAfterOf(first.Key) : long.MaxValue;
        _from = LandedTransactions.From(Math.Min(oldest, timeBefore));
        if (!LandedTransactions.IsDeletable(oldest, time, timeBefore))
        {
            return;
        }

        foreach (var (key, _) in committed.Scan(Prefix, LandedTransactions.DeletedPerBlockMax, _from)
            .TakeWhile(entry => LandedTransactions.IsDeletable(LandedTransactions.NotAfterOf(entry.Key), time, timeBefore)))
        {
            layered.Delete(key);
        }

        layered.Keep();
    }
}
