using Ledger.Certificates;

namespace Ledger.Cms;

/// <summary>
/// What became of one signer's signature. That the certificate is to be trusted is another question: path validation answers it.
/// </summary>
/// <param name="Signer">What the message says of the signer.</param>
/// <param name="Certificate">The signer's certificate; null where it is missing.</param>
/// <param name="Error">Why the signature does not count, or <see cref="CmsError.None"/>.</param>
public sealed record SignerVerdict(MessageSignerInfo Signer, Certificate? Certificate, CmsError Error)
{
    /// <summary>The signer's ID that the signature was made with, where that is why it does not count; otherwise null.</summary>
    public string? SignerId { get; init; }

    /// <summary>Whether the signature is by the certificate's key over this content.</summary>
    public bool IsValid => Error == CmsError.None;
}
