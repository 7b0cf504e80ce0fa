using System.Diagnostics.CodeAnalysis;
using Ledger.Certificates;
using Ledger.Cms;

namespace Ledger.Seals;

/// <summary>What to put on a PDF, where, and by whom, where the key is at hand.</summary>
public sealed record PdfSealRequest : PdfSealPlacement
{
    /// <summary>A request to be filled in.</summary>
    public PdfSealRequest()
    {
    }

    /// <summary>A request with a placement's what and where.</summary>
    [SetsRequiredMembers]
    public PdfSealRequest(PdfSealPlacement placement, MessageSigner signer)
        : base(placement) => Signer = signer;

    /// <summary>Who puts it on; the certificate is on the seal's list.</summary>
    public required MessageSigner Signer { get; init; }

    /// <summary>Certificates to carry along, usually the signer's authorities.</summary>
    public IReadOnlyList<Certificate> Certificates { get; init; } = [];
}
