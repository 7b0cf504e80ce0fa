using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using Ledger.Certificates;
using Ledger.Crypto;

namespace Ledger.Cms;

/// <summary>
/// An RFC 3161 time-stamp token, with the SignedData identifier of RFC 5652 or of GM/T 0010 outside. Parsing never throws; that the
/// authority's certificate is to be trusted is path validation's question.
/// </summary>
public sealed class TimeStampToken
{
    private const string TimeStampingPurpose = "1.3.6.1.5.5.7.3.8";
    private const string ExtendedKeyUsage = "2.5.29.37";
    private readonly SignedMessage _message;
    private readonly AlgorithmId _imprintAlgorithm;
    private readonly ReadOnlyMemory<byte> _imprint;

    private TimeStampToken(SignedMessage message, AlgorithmId imprintAlgorithm, ReadOnlyMemory<byte> imprint)
    {
        _message = message;
        _imprintAlgorithm = imprintAlgorithm;
        _imprint = imprint;
    }

    /// <summary>The instant that the authority attests, in milliseconds since 1970-01-01 UTC.</summary>
    public long TimeMs { get; private init; }

    /// <summary>The policy under which the authority stamps.</summary>
    public required string PolicyOid { get; init; }

    /// <summary>The token's serial number as encoded.</summary>
    public required ReadOnlyMemory<byte> SerialNumber { get; init; }

    /// <summary>The certificates that the token carries.</summary>
    public IReadOnlyList<Certificate> Certificates => _message.Certificates;

    /// <summary>Parses a token, or the response that carries one. False, with the reason, for anything else; never throws.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> der, [NotNullWhen(true)] out TimeStampToken? token, out CmsError error)
    {
        token = null;
        error = ContentInfo.Check(der.Span);
        if (error != CmsError.None)
        {
            return false;
        }

        try
        {
            if (!SignedMessage.TryParse(TokenOf(der), out var message, out error))
            {
                return false;
            }

            error = message.ContentTypeOid != CmsOids.TimeStampInfo ? CmsError.ContentType
                : message.Content is null ? CmsError.ContentMissing
                : message.Signers.Count == 1 ? CmsError.None : CmsError.TooMany;
            token = error == CmsError.None ? Read(message) : null;
            return token is not null;
        }
        catch (AsnContentException)
        {
            error = CmsError.Malformed;
            return false;
        }
    }

    /// <summary>
    /// Checks that the token is over <paramref name="data"/>, signed by a certificate that is for time stamping alone and valid at that
    /// instant. Gives the authority's certificate, whose path is still to be validated, or null with the reason.
    /// </summary>
    /// <param name="data">What was stamped, for example a signature value; not hashed beforehand.</param>
    /// <param name="verifier">Checks the signature itself.</param>
    /// <param name="error">The reason, or <see cref="CmsError.None"/>.</param>
    /// <param name="profile">The authority's departures from the standard; <see cref="CmsProfile.Strict"/> where null.</param>
    /// <param name="certificates">Where the authority's certificate is looked for besides the token.</param>
    public Certificate? Verify(
        ReadOnlySpan<byte> data, ISignatureVerifier verifier, out CmsError error, CmsProfile? profile = null,
        IReadOnlyList<Certificate>? certificates = null)
    {
        if (!_imprintAlgorithm.HasNoParameters || CmsDigest.Compute(_imprintAlgorithm.Oid, data) is not { } digest)
        {
            error = CmsError.Algorithm;
            return null;
        }

        if (!digest.AsSpan().SequenceEqual(_imprint.Span))
        {
            error = CmsError.TimeStampImprint;
            return null;
        }

        var verdicts = _message.Verify(verifier, null, out error, profile, certificates);
        if (error != CmsError.None)
        {
            return null;
        }

        var authority = verdicts[0].Certificate!;
        error = !SigningCertificate.IsNamed(_message.Signers[0], authority) ? CmsError.SignedAttributes
            : IsForTimeStamping(authority) ? CmsError.None : CmsError.TimeStampPurpose;
        return error == CmsError.None ? authority : null;
    }

    /// <summary>TimeStampResp is SEQUENCE { PKIStatusInfo SEQUENCE, token }, a token SEQUENCE { OID, … }.</summary>
    private static ReadOnlyMemory<byte> TokenOf(ReadOnlyMemory<byte> der)
    {
        var outer = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
        if (outer.PeekTag().HasSameClassAndValue(Asn1Tag.ObjectIdentifier))
        {
            return der;
        }

        var status = outer.ReadSequence();
        var isGranted = status.TryReadInt32(out var code) && code is 0 or 1;
        var token = outer.ReadEncodedValue();
        outer.ThrowIfNotEmpty();
        return isGranted ? token : throw new AsnContentException();
    }

    private static TimeStampToken Read(SignedMessage message)
    {
        if (ContentInfo.Check(message.Content!.Value.Span) != CmsError.None)
        {
            throw new AsnContentException();
        }

        var info = new AsnReader(message.Content.Value, AsnEncodingRules.DER).ReadSequence();
        if (!info.TryReadInt32(out var version) || version != 1)
        {
            throw new AsnContentException();
        }

        var policy = info.ReadObjectIdentifier();
        var imprint = info.ReadSequence();
        var algorithm = AlgorithmId.Read(imprint);
        var digest = imprint.ReadOctetString();
        imprint.ThrowIfNotEmpty();
        var serial = info.ReadIntegerBytes();
        var time = info.ReadGeneralizedTime();
        while (info.HasData)
        {
            info.ReadEncodedValue(); // accuracy, ordering, nonce, name of the authority, extensions
        }

        return new TimeStampToken(message, algorithm, digest)
        {
            TimeMs = time.ToUnixTimeMilliseconds(),
            PolicyOid = policy,
            SerialNumber = serial,
        };
    }

    private bool IsForTimeStamping(Certificate authority)
    {
        if (TimeMs < authority.NotBeforeMs || TimeMs > authority.NotAfterMs ||
            authority.FindExtension(ExtendedKeyUsage) is not { IsCritical: true } extension)
        {
            return false;
        }

        try
        {
            var purposes = new AsnReader(extension.Value, AsnEncodingRules.DER).ReadSequence();
            return purposes.ReadObjectIdentifier() == TimeStampingPurpose && !purposes.HasData;
        }
        catch (AsnContentException)
        {
            return false;
        }
    }
}
