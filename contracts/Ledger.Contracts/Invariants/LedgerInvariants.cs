using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Guarantee;
using Ledger.Schema.Membership;
using Ledger.Schema.Tender;

namespace Ledger.Contracts;

/// <summary>
/// What must hold after every transaction whatever the contracts' code says: one that breaks any does nothing (DESIGN §6). Checked on its
/// changes alone, so each transaction keeps what those before it kept.
/// </summary>
public static class LedgerInvariants
{
    /// <summary>The first violation in words, or null.</summary>
    /// <param name="changes">What the transaction changed, each key once.</param>
    /// <param name="after">The state after it.</param>
    /// <param name="time">The block's time, UTC milliseconds.</param>
    /// <param name="hasher">The chain's hash.</param>
    public static string? Check(IEnumerable<StateTransition> changes, IStateReader after, long time, IHasher hasher)
    {
        ArgumentNullException.ThrowIfNull(changes);
        ArgumentNullException.ThrowIfNull(after);
        foreach (var change in changes)
        {
            if (CheckChange(change, after, time, hasher) is { } violation)
            {
                return $"{LedgerTables.NameOf(change.Key) ?? "?"} {Convert.ToHexStringLower(change.Key)}: {violation}";
            }
        }

        return null;
    }

    private static string? CheckChange(StateTransition change, IStateReader after, long time, IHasher hasher)
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

            if (table == MembershipTables.Validators.Name)
            {
                return CheckValidators(change, hasher) ?? CheckReceiptKeys(change, after);
            }

            if (table == MembershipTables.ReceiptKeys.Name)
            {
                return CheckReceiptKey(change, after);
            }

            if (TrustInvariants.IsOf(table))
            {
                return TrustInvariants.Check(change, table);
            }

            if (CredentialInvariants.IsOf(table))
            {
                return CredentialInvariants.Check(change, table);
            }
        }
        catch (InvalidProtocolBufferException e)
        {
            return $"the value is not the table's record: {e.Message}";
        }

        return table is null ? "the key belongs to no table" : null;
    }

    // The set finalises the next block: without one that every node can read, the chain would end here.
    private static string? CheckValidators(StateTransition change, IHasher hasher)
    {
        if (change.Before is null || change.After is null || ValidatorSet.Parser.ParseFrom(change.After) is not { } after ||
            ValidatorRoster.TryCreate(hasher, after) is null)
        {
            return "the validator set is not well formed";
        }

        var before = ValidatorSet.Parser.ParseFrom(change.Before);
        return after.Since <= before.Since ? "the validator set is changed twice in a block"
            : ValidatorSets.IsStep(before, after) ? null
            : "a third of the validators' votes is moved in one step";
    }

    // Whoever left the set leaves no key behind, and all that are in it have theirs.
    private static string? CheckReceiptKeys(StateTransition change, IStateReader after)
    {
        var present = ValidatorSet.Parser.ParseFrom(change.After).Validators.Select(validator => validator.Id).ToHashSet();
        var stays = ValidatorSet.Parser.ParseFrom(change.Before).Validators
            .FirstOrDefault(gone => !present.Contains(gone.Id) && after.Get(ReceiptKeys.Key(gone.Id)) is not null);
        return stays is null ? ReceiptKeys.DefectIn(after) : $"validator {new Digest(stays.Id.Span)} is gone, and its receipt key is not";
    }

    private static string? CheckReceiptKey(StateTransition change, IStateReader after) =>
        change.After is not null &&
            !ValidatorSets.Read(after).Validators.Any(validator => ReceiptKeys.Key(validator.Id).AsSpan().SequenceEqual(change.Key))
            ? "the receipt key is no validator's"
            : ReceiptKeys.DefectIn(after);

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

/// <summary>One key that a transaction changed.</summary>
/// <param name="Key">The full state key.</param>
/// <param name="Before">Its value before the transaction; null where there was none.</param>
/// <param name="After">Its value after the transaction; null where it is removed.</param>
public readonly record struct StateTransition(byte[] Key, byte[]? Before, byte[]? After);
