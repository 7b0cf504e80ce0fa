using System.Numerics;
using Ledger.Crypto;

namespace Ledger.Protocol.Mail;

/// <summary>
/// Sizes and digests of letters: a few constant sizes, so that a letter's length tells nothing of what it says (docs/spec/mailbox.md).
/// </summary>
public static class Letters
{
    /// <summary>The smallest letter, in bytes.</summary>
    public const int BytesMin = 4 * 1024;

    /// <summary>The largest letter, in bytes.</summary>
    public const int BytesMax = 64 * 1024;

    private static readonly int[] AllSizes = [BytesMin, 16 * 1024, BytesMax];

    /// <summary>The sizes that a letter may have, in bytes, ascending.</summary>
    public static IReadOnlyList<int> Sizes => AllSizes;

    /// <summary>Whether a letter may have this many bytes.</summary>
    public static bool IsSize(int bytes) => AllSizes.Contains(bytes);

    /// <summary>The digest that names a letter: H(tag ‖ letter).</summary>
    public static Digest DigestOf(IHasher hasher, ReadOnlySpan<byte> letter) => TaggedHash.Compute(hasher, DomainTag.Letter, letter);

    /// <summary>
    /// Bits of the stamp of a letter, where one of the smallest size takes <paramref name="bitsOfSmallest"/>: the price follows the space.
    /// </summary>
    public static int StampBits(int bitsOfSmallest, int bytes) => bitsOfSmallest + BitOperations.Log2((uint)(bytes / BytesMin));

    /// <summary>
    /// What a letter is sealed with beside its content: tag ‖ chain id ‖ address. A box copied to another address does not open.
    /// </summary>
    public static byte[] AssociatedData(Digest chainId, Digest address) =>
        [.. DomainTag.LetterContent, .. chainId.ToArray(), .. address.ToArray()];
}
