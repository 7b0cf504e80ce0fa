namespace Ledger.Crypto.Hashing;

/// <summary>The shape that hashers of many messages demand of their arguments, for every implementation alike.</summary>
internal static class HashBatchArguments
{
    /// <summary>How many messages there are.</summary>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    internal static int Count(ReadOnlySpan<byte> messages, int messageBytes, Span<byte> digests)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(messageBytes);
        var count = messages.Length / messageBytes;
        if (count * messageBytes != messages.Length)
        {
            throw new ArgumentException($"{messages.Length} bytes are not a whole number of messages of {messageBytes}.", nameof(messages));
        }

        Check(count, digests);
        return count;
    }

    /// <summary>Whether so many digests fit.</summary>
    /// <exception cref="ArgumentException">They do not.</exception>
    internal static void Check(int count, Span<byte> digests)
    {
        if (digests.Length < (long)count * IHasher.DigestBytes)
        {
            throw new ArgumentException($"{digests.Length} bytes cannot hold {count} digests.", nameof(digests));
        }
    }
}
