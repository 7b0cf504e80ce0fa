using Ledger.Crypto;

namespace Ledger.Seals.Pdf;

/// <summary>
/// What must hold of a signature from elsewhere before it goes into a PDF, by the verifier's own checks but for whom certificates belong
/// to.
/// </summary>
internal static class PdfEmbeddingCheck
{
    internal static SealError ErrorOf(byte[] der, byte[] content, ElectronicSeal seal, ISignatureVerifier verifier)
    {
        var (report, signed, signer) = new PdfContentsCheck(new SealVerifier(verifier, new SealVerificationOptions()), content, null)
            .Run(der);
        if (report.Checks.Any(check => check is { Kind: SealCheckKind.Content, Outcome: SealCheckOutcome.Fail }))
        {
            return SealError.OtherContent;
        }

        if (!report.HasNoFailure || signer is null) // paths are judged where the file is verified
        {
            return SealError.Signature;
        }

        if (signed is not null && !signed.Seal.Der.Span.SequenceEqual(seal.Der.Span))
        {
            return SealError.Signature;
        }

        // A message without the seal's own signature says nothing of the seal: then its list alone decides who may show its picture.
        return SealCertificates.IsListed(seal, signer) ? SealError.None : SealError.Signer;
    }
}
