using Ledger.Certificates;
using Ledger.Certificates.Extensions;
using Ledger.Cms;
using Ledger.Crypto;

namespace Ledger.Seals;

/// <summary>Makes the ten checks on seals and on seals put on documents. Safe for use by several threads.</summary>
public sealed partial class SealVerifier
{
    private readonly ISignatureVerifier _verifier;
    private readonly SealVerificationOptions _options;

    /// <summary>A verifier that checks signatures with <paramref name="verifier"/> against what <paramref name="options"/> give.</summary>
    public SealVerifier(ISignatureVerifier verifier, SealVerificationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(verifier);
        _verifier = verifier;
        _options = options ?? new SealVerificationOptions();
    }

    internal ISignatureVerifier Signatures => _verifier;

    internal SealVerificationOptions Options => _options;

    /// <summary>
    /// Checks a seal by itself: could it be put on something at <paramref name="atMs"/> (milliseconds since 1970-01-01 UTC)?
    /// </summary>
    public SealReport Verify(ElectronicSeal seal, long atMs)
    {
        ArgumentNullException.ThrowIfNull(seal);
        const string nothing = "a seal by itself, put on nothing";
        var makerTrust = _options.MakerTrust?.Check(seal.Maker, [], seal.CreatedMs);
        return new SealReport(
        [
            SealCheck.Pass(SealCheckKind.Structure, $"version {seal.Version}"),
            CheckMaker(seal, makerTrust),
            SealCheck.NotApplicable(SealCheckKind.SignerListed, nothing),
            SealCheck.NotApplicable(SealCheckKind.Signature, nothing),
            SealCheck.NotApplicable(SealCheckKind.Content, nothing),
            CheckValidity(seal, null, atMs),
            CheckRevocation(("maker", makerTrust)),
            CheckSealTimeStamp(seal),
            SealCheck.NotApplicable(SealCheckKind.Owner, nothing),
            CheckSealRevocation(seal, atMs),
        ], makerTrust);
    }

    /// <summary>Checks a seal put on <paramref name="protectedBytes"/>; null where they are not at hand.</summary>
    public SealReport Verify(SealSignature signature, ReadOnlyMemory<byte>? protectedBytes)
    {
        ArgumentNullException.ThrowIfNull(signature);
        return Verify(signature, ContentCheck.OfBytes(signature, protectedBytes));
    }

    internal SealReport Verify(SealSignature signature, SealCheck content)
    {
        var seal = signature.Seal;
        var stamp = CheckTimeStamp(signature, out var stampedMs);
        // A time stamp that holds is evidence; the signer's own time is a claim, and all there is without one.
        var atMs = stampedMs ?? signature.TimeMs;
        var makerTrust = _options.MakerTrust?.Check(seal.Maker, [], seal.CreatedMs);
        var signerTrust = atMs is { } at ? _options.SignerTrust?.Check(signature.Signer, Intermediates(seal), at) : null;
        return new SealReport(
        [
            SealCheck.Pass(SealCheckKind.Structure, $"version {signature.Version}"),
            CheckMaker(seal, makerTrust),
            SealCertificates.IsListed(seal, signature.Signer)
                ? SealCheck.Pass(SealCheckKind.SignerListed, "the signer's certificate is on the seal's list")
                : SealCheck.Fail(SealCheckKind.SignerListed, "the signer's certificate is not on the seal's list"),
            CheckSignature(signature, signerTrust),
            content,
            CheckValidity(seal, signature.Signer, atMs),
            CheckRevocation(("maker", makerTrust), ("signer", signerTrust)),
            stamp,
            CheckOwner(signature, signerTrust?.Identity),
            CheckSealRevocation(seal, atMs),
        ], makerTrust, signerTrust);
    }

    private SealCheck CheckMaker(ElectronicSeal seal, TrustVerdict? trust)
    {
        var error = CheckSignature(
            seal.Maker, seal.SignatureOid, seal.Signature, seal.SignedBytes, trust?.Profile ?? _options.MakerProfile);
        return error is not null
            ? SealCheck.Fail(SealCheckKind.Maker, $"the maker's signature does not hold: {error}")
            : WithPath(SealCheckKind.Maker, "the maker's signature holds", trust);
    }

    private SealCheck CheckSignature(SealSignature signature, TrustVerdict? trust)
    {
        var error = CheckSignature(
            signature.Signer,
            signature.SignatureOid,
            signature.Signature,
            signature.SignedBytes,
            trust?.Profile ?? _options.SignerProfile);
        return error is not null
            ? SealCheck.Fail(SealCheckKind.Signature, $"the signature does not hold: {error}")
            : WithPath(SealCheckKind.Signature, "the signature holds", trust);
    }

    private static SealCheck WithPath(SealCheckKind kind, string holds, TrustVerdict? trust) => trust switch
    {
        null => SealCheck.Pass(kind, $"{holds}; the certificate's path was not checked: no anchors were given, or no time to ask about"),
        { HasPath: true } => SealCheck.Pass(kind, $"{holds}, and the certificate's path leads to an anchor"),
        { Outcome: TrustOutcome.UnknownIssuer } =>
            SealCheck.Fail(
                kind, $"{holds}, but the certificate's path does not lead to an anchor: {trust.Reason}", SealVerdict.UnknownIssuer),
        { Outcome: TrustOutcome.Expired } =>
            SealCheck.Fail(kind, $"{holds}, but the certificate's path was not valid: {trust.Reason}", SealVerdict.Expired),
        _ => SealCheck.Fail(kind, $"{holds}, but the certificate's path breaks a rule: {trust.Reason}"),
    };

    /// <summary>Null where the signature is by the certificate's key in the one form that the profile says.</summary>
    private string? CheckSignature(
        Certificate certificate, string oid, ReadOnlyMemory<byte> signature, ReadOnlyMemory<byte> signedBytes, CmsProfile profile)
    {
        var key = certificate.PublicKey;
        if (oid != CertificateOids.Of(key.Algorithm))
        {
            return $"the algorithm {oid} is not that of the certificate's key";
        }

        if (certificate.KeyUsage is { } usage && (usage & KeyUsages.Signing) == 0)
        {
            return "the certificate is not for signing";
        }

        var form = SignatureForms.TryToDer(signature, key.Algorithm, profile.RawSm2Signatures, out var der);
        if (form != CmsError.None)
        {
            return form == CmsError.RawSignature
                ? "it is raw r‖s, which the profile does not allow"
                : "it is not in the form that the profile says";
        }

        Span<bool> valid = [false];
        _verifier.Verify([new SignatureCheck(key, signedBytes, der)], valid);
        return valid[0] ? null : "it is not by the certificate's key over these bytes";
    }

    private static List<Certificate> Intermediates(ElectronicSeal seal)
    {
        var certificates = new List<Certificate>();
        foreach (var der in seal.Certificates)
        {
            if (Certificate.TryParse(der, out var certificate, out _))
            {
                certificates.Add(certificate);
            }
        }

        return certificates;
    }
}
