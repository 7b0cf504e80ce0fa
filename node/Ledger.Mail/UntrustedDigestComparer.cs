using Ledger.Protocol;

namespace Ledger.Mail;

/// <summary>
/// Compares digests that strangers choose freely. <see cref="Digest.GetHashCode"/> takes bytes as they are, so that anybody could make
/// thousands fall into one bucket; this one is seeded by the process.
/// </summary>
public sealed class UntrustedDigestComparer : IEqualityComparer<Digest>
{
    private UntrustedDigestComparer()
    {
    }

    /// <summary>The one instance.</summary>
    public static UntrustedDigestComparer Instance { get; } = new();

    /// <inheritdoc/>
    public bool Equals(Digest x, Digest y) => x == y;

    /// <inheritdoc/>
    public int GetHashCode(Digest obj)
    {
        Span<byte> bytes = stackalloc byte[Digest.Bytes];
        obj.CopyTo(bytes);
        var hash = default(HashCode);
        hash.AddBytes(bytes);
        return hash.ToHashCode();
    }
}
