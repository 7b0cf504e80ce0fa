namespace Ledger.GuaranteePdf;

/// <summary>What the document needs beside what its passport proves.</summary>
public sealed record GuaranteePdfOptions
{
    /// <summary>Where a reader is led by the QR. The guarantee's id is added as <c>?guarantee=</c>, and nothing of its terms.</summary>
    public Uri VerificationAddress { get; init; } = new("https://localhost/verify");

    /// <summary>A font file with Chinese, TrueType or OpenType; of a collection the first face.</summary>
    public string FontPath { get; init; } = DefaultFontPath;

    /// <summary>WenQuanYi Micro Hei, which Debian's fonts-wqy-microhei installs.</summary>
    public const string DefaultFontPath = "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc";
}
