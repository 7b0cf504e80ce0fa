using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Schema.Membership;

/// <summary>The validator set in the state and its changes.</summary>
internal static class ValidatorSets
{
    internal const int NameCharsMax = 100;

    internal static byte[] Key => MembershipTables.Validators.Key(MembershipTables.Current);

    internal static ValidatorSet Read(IStateReader state) => MembershipTables.Validators.Read(state, Key)
        ?? throw new InvalidDataException("The state holds no validator set.");

    /// <summary>The algorithm that validators of a suite sign with.</summary>
    internal static SignatureAlgorithm AlgorithmOf(CryptoSuite suite) =>
        suite == CryptoSuite.Guomi ? SignatureAlgorithm.Sm2Sm3 : SignatureAlgorithm.EcdsaP256Sha256;

    /// <summary>Whether the key is one that validators of the suite may have.</summary>
    internal static string? KeyDefect(CryptoSuite suite, uint algorithm, ReadOnlySpan<byte> publicKey, string name = "key")
    {
        var required = AlgorithmOf(suite);
        if (algorithm != (uint)required)
        {
            return $"The algorithm of the validator's {name} is {algorithm}; on this chain it is {(uint)required}.";
        }

        return PublicKeyRules.Check(new PublicKey(required, publicKey)) is { } error
            ? $"The validator's {name} is refused: {error}."
            : null;
    }

    /// <summary>The id of the validator that a change names by its key.</summary>
    internal static Digest IdOf(PutValidator change, BlockScope block) =>
        ValidatorRoster.IdOf(block.Hasher, new PublicKey((SignatureAlgorithm)change.Algorithm, change.PublicKey.Span));

    /// <summary>The set with the change made: the validator put in its place, or taken out where its power is 0.</summary>
    internal static Refused TryChange(ValidatorSet present, PutValidator change, BlockScope block, out ValidatorSet changed)
    {
        var id = IdOf(change, block);
        changed = new ValidatorSet { Since = block.Height };
        var others = present.Validators.Where(validator => new Digest(validator.Id.Span) != id).ToList();
        if (change.Power == 0 && others.Count == present.Validators.Count)
        {
            return new Refused(RefusalCode.BadProposal, $"Validator {id} is not in the set, so it cannot be removed.");
        }

        if (change.Power > 0)
        {
            others.Add(new Validator
            {
                Id = ByteString.CopyFrom(id.ToArray()),
                Algorithm = change.Algorithm,
                PublicKey = change.PublicKey,
                Power = change.Power,
                Name = change.Name,
                MemberUscc = change.MemberUscc,
            });
        }

        if (others.Count == 0)
        {
            return new Refused(RefusalCode.NoValidatorsLeft, $"Validator {id} is the last; removing it would leave the chain without any.");
        }

        if (others.Count > ValidatorRoster.ValidatorsMax)
        {
            return new Refused(
                RefusalCode.BadProposal, $"The set would have {others.Count} validators; the most is {ValidatorRoster.ValidatorsMax}.");
        }

        changed.Validators.AddRange(others.OrderBy(validator => new Digest(validator.Id.Span)));
        var (moved, larger) = Step(present, changed);
        return IsStep(present, changed)
            ? Refused.No
            : new Refused(
                RefusalCode.PowerStepTooLarge,
                $"The change adds and takes away {moved} votes together; of {larger} that must be less than a third.");
    }

    /// <summary>
    /// Whether one block may lead from one set to the other: less than a third of the larger one's votes is added and taken away.
    /// </summary>
    internal static bool IsStep(ValidatorSet before, ValidatorSet after)
    {
        var (moved, larger) = Step(before, after);
        return (UInt128)moved * 3 < larger;
    }

    private static (ulong Moved, ulong Larger) Step(ValidatorSet before, ValidatorSet after)
    {
        var was = before.Validators.ToDictionary(validator => new Digest(validator.Id.Span), validator => validator.Power);
        ulong moved = 0;
        foreach (var validator in after.Validators)
        {
            was.Remove(new Digest(validator.Id.Span), out var power);
            moved += Math.Max(power, validator.Power) - Math.Min(power, validator.Power);
        }

        moved += Sum(was.Values);
        return (moved, Math.Max(Sum(before.Validators.Select(one => one.Power)), Sum(after.Validators.Select(one => one.Power))));
    }

    private static ulong Sum(IEnumerable<ulong> powers) => powers.Aggregate(0UL, (sum, power) => sum + power);
}
