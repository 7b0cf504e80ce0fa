using System.Buffers.Binary;
using Ledger.Protocol;
using Nethereum.Util;

namespace Ledger.Anchor;

/// <summary>A validator as an anchor knows it.</summary>
/// <param name="Address">
/// The address of its co-signing key; null where it has announced none. Its votes count for the whole all the same.
/// </param>
/// <param name="Power">Its votes.</param>
public sealed record Cosigner(EvmAddress? Address, ulong Power)
{
    private const int EncodedBytes = EvmAddress.Bytes + sizeof(ulong);

    /// <summary>The hash that names a set, in the order of the validators' ids: Keccak-256 over each one's address and votes.</summary>
    public static Digest HashOf(IReadOnlyList<Cosigner> set)
    {
        ArgumentNullException.ThrowIfNull(set);
        var packed = new byte[set.Count * EncodedBytes];
        for (var i = 0; i < set.Count; i++)
        {
            var place = packed.AsSpan(i * EncodedBytes);
            set[i].Address?.CopyTo(place);
            BinaryPrimitives.WriteUInt64BigEndian(place[EvmAddress.Bytes..], set[i].Power);
        }

        return Keccak.Of(packed);
    }

    /// <summary>Whether these members' votes are more than two thirds of the set's.</summary>
    public static bool IsQuorum(IReadOnlyList<Cosigner> set, IEnumerable<int> members)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(members);
        var total = set.Aggregate(UInt128.Zero, (sum, one) => sum + one.Power);
        var given = members.Distinct().Aggregate(UInt128.Zero, (sum, place) => sum + set[place].Power);
        return given * 3 > total * 2;
    }
}

/// <summary>An account of an EVM chain: 20 bytes.</summary>
public readonly record struct EvmAddress
{
    /// <summary>Its length.</summary>
    public const int Bytes = 20;

    private readonly string _digits;

    private EvmAddress(string digits) => _digits = digits;

    /// <summary>From its bytes.</summary>
    /// <exception cref="ArgumentException">They are not 20.</exception>
    public EvmAddress(ReadOnlySpan<byte> bytes)
        : this(Convert.ToHexStringLower(bytes))
    {
        if (bytes.Length != Bytes)
        {
            throw new ArgumentException($"An address has {Bytes} bytes, not {bytes.Length}.", nameof(bytes));
        }
    }

    /// <summary>Reads <c>0x</c> and 40 hexadecimal digits; where they are of both cases the checksum of EIP-55 must hold.</summary>
    public static bool TryParse(string? text, out EvmAddress address)
    {
        address = default;
        if (text is not ['0', 'x', .. var digits] || digits.Length != Bytes * 2 || !digits.All(char.IsAsciiHexDigit))
        {
            return false;
        }

        var isMixed = digits.Any(char.IsAsciiLetterLower) && digits.Any(char.IsAsciiLetterUpper);
        if (isMixed && !AddressUtil.Current.IsChecksumAddress(text))
        {
            return false;
        }

        address = new EvmAddress(digits.ToLowerInvariant());
        return true;
    }

    /// <summary>Writes its bytes.</summary>
    public void CopyTo(Span<byte> target) => Convert.FromHexString(Digits, target, out _, out _);

    /// <summary>With the checksum of EIP-55.</summary>
    public override string ToString() => AddressUtil.Current.ConvertToChecksumAddress($"0x{Digits}");

    private string Digits => _digits ?? new string('0', Bytes * 2);
}

/// <summary>The hash of EVM chains.</summary>
internal static class Keccak
{
    internal static Digest Of(ReadOnlySpan<byte> content) => new(Sha3Keccack.Current.CalculateHash(content.ToArray()));
}
