namespace Ledger.Crypto;

/// <summary>A hash that takes its message piece by piece. Not safe for use by several threads at once.</summary>
public interface IIncrementalHash : IDisposable
{
    /// <summary>Adds the next piece of the message.</summary>
    void Append(ReadOnlySpan<byte> piece);

    /// <summary>Writes the 32-byte digest of all pieces and starts anew.</summary>
    void Finish(Span<byte> digest);
}
