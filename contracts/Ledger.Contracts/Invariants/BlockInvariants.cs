using Google.Protobuf;
using Ledger.Contracts.CaTrust;
using Ledger.Contracts.Evidence;
using Ledger.Contracts.Guarantee;
using Ledger.Contracts.Tender;
using Ledger.Protocol.V1;

namespace Ledger.Contracts;

/// <summary>
/// What must hold of every block whatever the contracts' code says: a validator does not sign a block that breaks one (DESIGN §6). Checked
/// on the changes alone, so each block keeps what the blocks before it kept.
/// </summary>
public static class BlockInvariants
{
    /// <summary>The first violation in words, or null.</summary>
    /// <param name="changes">What the block changed, each key once.</param>
    /// <param name="after">The state after the block.</param>
    /// <param name="time">The block's time, UTC milliseconds.</param>
    public static string? Check(IEnumerable<StateTransition> changes, IStateReader after, long time)
    {
        ArgumentNullException.ThrowIfNull(changes);
        ArgumentNullException.ThrowIfNull(after);
        foreach (var change in changes)
        {
            if (CheckChange(change, after, time) is { } violation)
            {
                return $"{LedgerTables.NameOf(change.Key) ?? "?"} {Convert.ToHexStringLower(change.Key)}: {violation}";
            }
        }

        return null;
    }

    private static string? CheckChange(StateTransition change, IStateReader after, long time)
    {
        var table = LedgerTables.NameOf(change.Key);
        try
        {
            if (table == GuaranteeTables.Guarantees.Name)
            {
                return GuaranteeInvariants.Check(change, after, time);
            }

            if (table == GuaranteeTables.ByBidder.Name)
            {
                return GuaranteeInvariants.CheckBidder(change, after, time);
            }

            if (table == TenderTables.Sections.Name)
            {
                return CheckSection(change);
            }

            if (table == CaTrustTables.Revocations.Name || table == CaTrustTables.Standings.Name || table == EvidenceTables.Sessions.Name)
            {
                return TrustInvariants.Check(change, table);
            }
        }
        catch (InvalidProtocolBufferException e)
        {
            return $"the value is not the table's record: {e.Message}";
        }

        return table is null ? "the key belongs to no table" : null;
    }

    private static string? CheckSection(StateTransition change)
    {
        if (change.After is null)
        {
            return "a section is never removed";
        }

        var section = Section.Parser.ParseFrom(change.After);
        return section.Announced is null || section.Announced.BondFen < 0 || section.Announced.EstimatedPriceFen < 0
            ? "an amount is negative"
            : null;
    }
}
