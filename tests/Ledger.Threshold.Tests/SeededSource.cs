using Ledger.Crypto.Sealing;

namespace Ledger.Threshold.Tests;

/// <summary>The same bytes for the same seed.</summary>
internal sealed class SeededSource(int seed) : IRandomSource
{
    private readonly Random _random = new(seed);

    public void Fill(Span<byte> bytes) => _random.NextBytes(bytes);
}
