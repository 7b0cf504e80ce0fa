using Ledger.Crypto.Sealing;

namespace Ledger.Orders.Tests;

/// <summary>The machine's randomness, with moments that a test draws.</summary>
internal sealed class DrawnMoments : IRandomSource
{
    /// <summary>What is drawn next, cut to what may be drawn; null for chance.</summary>
    internal int? Next { get; set; }

    public void Fill(Span<byte> bytes) => SystemRandomSource.Instance.Fill(bytes);

    public int Below(int count) => Next is { } next ? Math.Min(next, count - 1) : ((IRandomSource)SystemRandomSource.Instance).Below(count);
}
