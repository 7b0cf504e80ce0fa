using System.Diagnostics.CodeAnalysis;

namespace Ledger.Certificates.Paths;

/// <summary>The anchors of one decision about trust; of equal certificates the first counts.</summary>
public sealed class TrustAnchorSet
{
    private readonly Dictionary<ReadOnlyMemory<byte>, TrustAnchor> _byDer = new(ByteComparer.Instance);

    /// <summary>The set of <paramref name="anchors"/>.</summary>
    public TrustAnchorSet(IEnumerable<TrustAnchor> anchors)
    {
        ArgumentNullException.ThrowIfNull(anchors);
        var all = new List<TrustAnchor>();
        foreach (var anchor in anchors)
        {
            if (_byDer.TryAdd(anchor.Certificate.Der, anchor))
            {
                all.Add(anchor);
            }
        }

        Anchors = all;
        Index = new IssuerIndex(all.ConvertAll(anchor => anchor.Certificate));
    }

    /// <summary>The anchors, in the order given.</summary>
    public IReadOnlyList<TrustAnchor> Anchors { get; }

    internal IssuerIndex Index { get; }

    /// <summary>The anchor that is this very certificate.</summary>
    public bool TryFind(Certificate certificate, [NotNullWhen(true)] out TrustAnchor? anchor)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return _byDer.TryGetValue(certificate.Der, out anchor);
    }
}

/// <summary>
/// An authority that is trusted by decision, not by signature: its own signature is not asked for, its validity, its key and its
/// constraints are.
/// </summary>
/// <param name="Certificate">The authority's certificate.</param>
/// <param name="ProfileName">The CA profile of what is issued below it; null to choose it by the anchor's name.</param>
public sealed record TrustAnchor(Certificate Certificate, string? ProfileName = null);
