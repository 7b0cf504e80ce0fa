namespace Ledger.Crypto;

/// <summary>Where secret randomness comes from; injected, so that a simulation can be repeated from its seed.</summary>
public interface IRandomSource
{
    /// <summary>Fills <paramref name="bytes"/> with random bytes.</summary>
    void Fill(Span<byte> bytes);
}
