using Ledger.Crypto;
using Ledger.Protocol;

namespace Ledger.Orders;

/// <summary>
/// A bidder's recovery secret as 24 words to be written down: 256 bits and 8 bits of their hash, 11 bits a word. A word is two syllables
/// that follow from its bits, so that there is no list to keep: consonant (4 bits), vowel (2), consonant (4), vowel (1).
/// </summary>
public static class RecoveryWords
{
    /// <summary>Words in all.</summary>
    public const int Count = 24;

    private const int BitsOfWord = 11;
    private const string Consonants = "bdfghjklmnprstvz";
    private const string FirstVowels = "aiou";
    private const string SecondVowels = "ae";

    /// <summary>The words of a secret of 32 bytes.</summary>
    public static IReadOnlyList<string> Of(IHasher hasher, ReadOnlySpan<byte> secret)
    {
        byte[] bits = [.. secret, Check(hasher, secret)];
        var words = new string[Count];
        for (var word = 0; word < Count; word++)
        {
            var value = 0;
            for (var bit = word * BitsOfWord; bit < (word + 1) * BitsOfWord; bit++)
            {
                value = (value << 1) | ((bits[bit / 8] >> (7 - (bit % 8))) & 1);
            }

            words[word] = string.Concat(
                Consonants[value >> 7], FirstVowels[(value >> 5) & 3], Consonants[(value >> 1) & 15], SecondVowels[value & 1]);
        }

        return words;
    }

    /// <summary>The secret of words that a person wrote down, separated by whatever is no letter.</summary>
    /// <exception cref="OrderException">They are no 24 such words, or were written down wrongly; the message says which word.</exception>
    public static byte[] Read(IHasher hasher, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = new string([.. text.Select(letter => char.IsAsciiLetter(letter) ? char.ToLowerInvariant(letter) : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length != Count)
        {
            throw Bad($"There are {words.Length} words; a recovery secret has {Count}.");
        }

        var bits = new byte[Digest.Bytes + 1];
        for (var word = 0; word < Count; word++)
        {
            var value = ValueOf(words[word]);
            if (value < 0)
            {
                throw Bad($"Word {word + 1}, {words[word]}, is none of a recovery secret.");
            }

            for (var bit = 0; bit < BitsOfWord; bit++)
            {
                var at = (word * BitsOfWord) + bit;
                bits[at / 8] |= (byte)(((value >> (BitsOfWord - 1 - bit)) & 1) << (7 - (at % 8)));
            }
        }

        var secret = bits[..Digest.Bytes];
        return Check(hasher, secret) == bits[^1]
            ? secret
            : throw Bad("The words do not belong together: one of them is written down wrongly.");
    }

    private static int ValueOf(string word)
    {
        if (word.Length != 4)
        {
            return -1;
        }

        var parts = (
            Consonants.IndexOf(word[0], StringComparison.Ordinal), FirstVowels.IndexOf(word[1], StringComparison.Ordinal),
            Consonants.IndexOf(word[2], StringComparison.Ordinal), SecondVowels.IndexOf(word[3], StringComparison.Ordinal));
        return parts is ( >= 0, >= 0, >= 0, >= 0) ? (parts.Item1 << 7) | (parts.Item2 << 5) | (parts.Item3 << 1) | parts.Item4 : -1;
    }

    private static byte Check(IHasher hasher, ReadOnlySpan<byte> secret) =>
        TaggedHash.Compute(hasher, DomainTag.Recovery, secret).ToArray()[0];

    private static OrderException Bad(string detail) => new(new(OrderRefusal.BadRecovery, detail));
}
