using Ledger.Orders;

namespace Ledger.Cli.Commands.Desks;

/// <summary>How a batch is shown to the desk's own people.</summary>
internal static class DeskBatches
{
    internal static Document Of(BatchOutcome batch) => new()
    {
        ["batch"] = batch.Number,
        ["issued"] = batch.Issued,
        ["surrendered"] = batch.Surrendered,
        ["records"] = batch.IssueRecords,
        ["surrender_records"] = batch.SurrenderRecords,
    };
}
