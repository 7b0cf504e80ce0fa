using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Schema.Membership;

/// <summary>
/// The keys that nodes sign receipts with, for anyone who asks. So none of them votes: whatever is got out of one is worth no vote (ADR
/// 0022).
/// </summary>
internal static class ReceiptKeys
{
    internal static byte[] Key(ByteString validator) => MembershipTables.ReceiptKeys.Key(validator.Span);

    /// <summary>Whether the change brings the key that it must, so that the changed set's keys can stand side by side.</summary>
    internal static Refused Check(PutValidator change, ByteString validator, ValidatorSet changed, IStateReader state, BlockScope block)
    {
        if (change.Power == 0)
        {
            return change.ReceiptKey is null
                ? Refused.No
                : new Refused(RefusalCode.BadProposal, "A validator that is removed has no receipt key.");
        }

        if (FormDefect(block, change.ReceiptKey) is { } formDefect)
        {
            return new Refused(RefusalCode.BadProposal, formDefect);
        }

        return Defect(changed, id => id.Equals(validator) ? change.ReceiptKey : Read(state, id)) is { } defect
            ? new Refused(RefusalCode.ReceiptKeyTaken, $"With this change {defect}.")
            : Refused.No;
    }

    /// <summary>What is wrong with a key by itself, or null.</summary>
    internal static string? FormDefect(BlockScope block, ReceiptKey? key) => key is null
        ? "The validator's receipt key is missing."
        : ValidatorSets.KeyDefect(block.Suite, key.Algorithm, key.PublicKey.Span, "receipt key");

    /// <summary>
    /// Why a set's keys cannot stand side by side, or null: each validator has one, and it is no other's, nor one that votes.
    /// </summary>
    internal static string? Defect(ValidatorSet set, Func<ByteString, ReceiptKey?> keyOf)
    {
        var voting = set.Validators.Select(validator => validator.PublicKey).ToHashSet();
        var receipts = new HashSet<ByteString>();
        foreach (var validator in set.Validators)
        {
            var name = new Digest(validator.Id.Span);
            if (keyOf(validator.Id) is not { } key)
            {
                return $"validator {name} has no receipt key";
            }

            if (voting.Contains(key.PublicKey))
            {
                return $"the receipt key of validator {name} is a key that votes";
            }

            if (!receipts.Add(key.PublicKey))
            {
                return $"the receipt key of validator {name} is another validator's too";
            }
        }

        return null;
    }

    /// <summary>As <see cref="Defect"/>, of the set and the keys that stand in a state.</summary>
    internal static string? DefectIn(IStateReader state) => Defect(ValidatorSets.Read(state), id => Read(state, id));

    private static ReceiptKey? Read(IStateReader state, ByteString validator) => MembershipTables.ReceiptKeys.Read(state, Key(validator));
}
