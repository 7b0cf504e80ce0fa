using System.Buffers.Binary;
using Ledger.Crypto;
using Ledger.Protocol.V1;

namespace Ledger.Protocol;

/// <summary>
/// A validator set made ready for checking votes: keys by id, powers, the quorum and the hash that headers carry. Immutable.
/// </summary>
public sealed class ValidatorRoster
{
    /// <summary>Most validators in one set.</summary>
    public const int ValidatorsMax = 128;

    /// <summary>Most votes one validator may hold.</summary>
    public const ulong PowerMax = 1UL << 32;

    private readonly Dictionary<Digest, Validator> _byId = [];
    private readonly Dictionary<Digest, PublicKey> _keys = [];

    private ValidatorRoster(ValidatorSet set) => Set = set;

    /// <summary>The set as in the state, in the order of ids.</summary>
    public ValidatorSet Set { get; }

    /// <summary>Sum of all votes.</summary>
    public ulong TotalPower { get; private set; }

    /// <summary>What <see cref="BlockHeader.ValidatorsHash"/> holds for this set.</summary>
    public Digest Hash { get; private set; }

    /// <summary>Ids in ascending order.</summary>
    public IReadOnlyList<Digest> Ids { get; private set; } = [];

    /// <summary>Whether <paramref name="power"/> is more than 2/3 of all votes.</summary>
    public bool IsQuorum(ulong power) => (UInt128)power * 3 > (UInt128)TotalPower * 2;

    /// <summary>The validator of this id, or null.</summary>
    public Validator? Find(Digest id) => _byId.GetValueOrDefault(id);

    /// <summary>The key of this id, or null.</summary>
    public PublicKey? FindKey(Digest id) => _keys.GetValueOrDefault(id);

    /// <summary>Derives a validator's id from its key.</summary>
    public static Digest IdOf(IHasher hasher, PublicKey key) =>
        TaggedHash.Compute(hasher, DomainTag.ValidatorKey, [(byte)key.Algorithm, .. key.Encoded]);

    /// <summary>
    /// Builds a roster; null where the set is empty, too large, out of order, has a wrong id or a power outside 1 to 2^32.
    /// </summary>
    public static ValidatorRoster? TryCreate(IHasher hasher, ValidatorSet set)
    {
        if (set.Validators.Count is 0 or > ValidatorsMax)
        {
            return null;
        }

        var roster = new ValidatorRoster(set);
        using var hash = hasher.Start();
        hash.Append(DomainTag.Validators);
        var ids = new List<Digest>(set.Validators.Count);
        foreach (var validator in set.Validators)
        {
            var key = new PublicKey((SignatureAlgorithm)validator.Algorithm, validator.PublicKey.Span);
            if (!Digest.TryRead(validator.Id.Span, out var id) || id != IdOf(hasher, key) || validator.Power is 0 or > PowerMax)
            {
                return null;
            }

            if (ids.Count > 0 && ids[^1].CompareTo(id) >= 0)
            {
                return null;
            }

            ids.Add(id);
            roster._byId.Add(id, validator);
            roster._keys.Add(id, key);
            roster.TotalPower += validator.Power;
            AppendEntry(hash, id, validator.Power);
        }

        Span<byte> digest = stackalloc byte[Digest.Bytes];
        hash.Finish(digest);
        roster.Hash = new Digest(digest);
        roster.Ids = ids;
        return roster;
    }

    // The id commits to algorithm and key, so id and power say everything that decides a quorum.
    private static void AppendEntry(IIncrementalHash hash, Digest id, ulong power)
    {
        Span<byte> entry = stackalloc byte[Digest.Bytes + 8];
        id.CopyTo(entry);
        BinaryPrimitives.WriteUInt64BigEndian(entry[Digest.Bytes..], power);
        hash.Append(entry);
    }
}
