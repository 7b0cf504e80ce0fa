namespace Ledger.Crypto;

/// <summary>The chain's 32-byte hash (SM3 or SHA-256). Implementations hold no state and may be shared between threads.</summary>
public interface IHasher
{
    /// <summary>Length of a digest in bytes, for both suites.</summary>
    const int DigestBytes = 32;

    /// <summary>The suite whose hash this is.</summary>
    CryptoSuite Suite { get; }

    /// <summary>Hashes <paramref name="message"/> into the first 32 bytes of <paramref name="digest"/>.</summary>
    void Hash(ReadOnlySpan<byte> message, Span<byte> digest);

    /// <summary>
    /// Hashes many messages of one length: <paramref name="messages"/> holds them end to end, <paramref name="digests"/> receives
    /// 32 bytes for each. The batch is the unit so that a multi-buffer hasher can take several at once.
    /// </summary>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    void HashBatch(ReadOnlySpan<byte> messages, int messageBytes, Span<byte> digests);

    /// <summary>
    /// Hashes many messages of any lengths, each with the same <paramref name="prefix"/> in front; <paramref name="digests"/> receives 32
    /// bytes for each, in their order.
    /// </summary>
    /// <exception cref="ArgumentException">The digests do not fit.</exception>
    void HashEach(ReadOnlySpan<byte> prefix, ReadOnlySpan<ReadOnlyMemory<byte>> messages, Span<byte> digests);

    /// <summary>Starts an incremental hash, for content that is not in one piece.</summary>
    IIncrementalHash Start();
}
