using Ledger.Node;
using Ledger.Protocol;
using Ledger.Protocol.Proofs;
using Ledger.Protocol.V1;
using Ledger.Schema;

namespace Ledger.Api.Proofs;

/// <summary>
/// Proofs that a transaction never landed and never will: its entry is absent from a final state that would still have it.
/// </summary>
internal sealed class ExpiryProofs(INode core, int headersMax)
{
    /// <summary>Adds the proof to the status of a transaction that has expired.</summary>
    internal void Fill(TransactionStatus status, Digest id)
    {
        var height = DecidingHeight(status.NotAfter);
        if (height < core.Chain.State.OldestVersion || FinalAnchor.At(core, height, headersMax) is not { } anchor)
        {
            throw RefusalStatus.ToException(new Refused(
                RefusalCode.HeightNotAvailable,
                $"The state of height {height}, which shows that {id} has not landed, is no longer kept here."));
        }

        status.Header = anchor.Header;
        status.Certificate = anchor.Certificate;
        status.Headers.AddRange(anchor.HeadersAbove);
        status.HeaderBefore = core.Chain.Blocks.GetBlock(height - 1)!.Header;
        status.Absence = core.Chain.State.Prove(LandedTransactions.Key(status.NotAfter, id), height).ToMessage();
    }

    /// <summary>
    /// The newest final height where it is recent enough; otherwise the first one past the not_after, which has every entry still.
    /// </summary>
    private ulong DecidingHeight(long notAfter)
    {
        var newest = core.Finality.FinalHeight;
        if (LandedTransactions.IsDecidedAt(notAfter, TimeOf(newest), TimeOf(newest - 1)))
        {
            return newest;
        }

        var (within, past) = (core.Chain.Blocks.Oldest - 1, newest); // where older blocks are not kept, what ended in them is not decided
        while (past - within > 1)
        {
            var middle = within + ((past - within) / 2);
            (within, past) = TimeOf(middle) > notAfter ? (within, middle) : (middle, past);
        }

        return past;
    }

    private long TimeOf(ulong height) => core.Chain.Blocks.GetHeader(height)!.Time;
}
