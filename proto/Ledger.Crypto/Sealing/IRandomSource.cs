namespace Ledger.Crypto.Sealing;

/// <summary>Where secret randomness comes from; injected, so that a simulation can be repeated from its seed.</summary>
public interface IRandomSource
{
    /// <summary>Fills <paramref name="bytes"/> with random bytes.</summary>
    void Fill(Span<byte> bytes);

    /// <summary>A number from 0 to <paramref name="count"/> − 1, each as likely as the others to within 2⁻³².</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is not positive.</exception>
    int Below(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        Span<byte> word = stackalloc byte[sizeof(ulong)];
        Fill(word);
        return (int)(System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(word) % (ulong)count);
    }
}
