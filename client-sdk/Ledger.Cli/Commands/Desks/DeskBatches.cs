using Ledger.Orders;

namespace Ledger.Cli.Commands.Desks;

/// <summary>How a batch is shown to the desk's own people.</summary>
internal static class DeskBatches
{
    private static readonly (string English, string Chinese) AnotherCopy = (
        "A copy of this desk's folder put batches on the chain. What it issued is not issued again, but letters that two folders write " +
            "break their threads. What to do: keep one folder, end the desk that runs on the other, and take the copy away.",
        "本柜台目录的另一份副本已提交过批次。它已开立的不会重复开立，但两份目录各自写信会使往来断裂。请只保留一份目录，停止在另一份上运行的柜台，并移走副本。");

    /// <summary>Says that another copy of the folder is at work, where the chain shows one.</summary>
    internal static void Warn(Invocation invocation, BatchOutcome batch)
    {
        if (batch.AnotherCopyWrote)
        {
            invocation.Warnings.Say(AnotherCopy.English, AnotherCopy.Chinese);
        }
    }

    internal static Document Of(BatchOutcome batch) => new()
    {
        ["batch"] = batch.Number,
        ["issued"] = batch.Issued,
        ["surrendered"] = batch.Surrendered,
        ["records"] = batch.IssueRecords,
        ["surrender_records"] = batch.SurrenderRecords,
        ["another_copy_wrote"] = batch.AnotherCopyWrote ? true : null,
    };
}
