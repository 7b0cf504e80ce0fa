namespace Ledger.GuaranteePdf;

/// <summary>What the document needs beside what its passport proves.</summary>
public sealed record GuaranteePdfOptions
{
    /// <summary>Where a reader is led by the QR. The guarantee's id is added as <c>?guarantee=</c>, and nothing of its terms.</summary>
    public Uri VerificationAddress { get; init; } = new("https://localhost/verify");

    /// <summary>
    /// A font file with Latin and Chinese in TrueType outlines; of a collection the first face. Null takes the first of the places where
    /// systems keep one.
    /// </summary>
    public string? FontPath { get; init; }

    /// <summary>What the guarantor adds that the chain does not hold.</summary>
    public GuaranteeParticulars Particulars { get; init; } = new();
}
