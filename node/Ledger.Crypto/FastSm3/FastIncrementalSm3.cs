namespace Ledger.Crypto.FastSm3;

/// <summary>SM3 piece by piece.</summary>
internal sealed class FastIncrementalSm3 : IIncrementalHash
{
    private Sm3State _state = Sm3State.Initial;

    /// <inheritdoc/>
    public void Append(ReadOnlySpan<byte> piece) => _state.Append(piece);

    /// <inheritdoc/>
    public void Finish(Span<byte> digest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(digest.Length, IHasher.DigestBytes);
        _state.Finish(digest);
        _state = Sm3State.Initial;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing is held but memory.
    }
}
