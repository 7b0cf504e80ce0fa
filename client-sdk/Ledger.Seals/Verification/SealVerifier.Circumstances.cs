using System.Globalization;
using Ledger.Certificates;
using Ledger.Cms;

namespace Ledger.Seals;

/// <summary>The checks on time, revocation and persons.</summary>
public sealed partial class SealVerifier
{
    private static SealCheck CheckValidity(ElectronicSeal seal, Certificate? signer, long? atMs)
    {
        if (atMs is not { } at)
        {
            return SealCheck.Fail(SealCheckKind.Validity, "the signing time cannot be read");
        }

        if (at < seal.ValidFromMs || at > seal.ValidToMs)
        {
            return SealCheck.Fail(
                SealCheckKind.Validity,
                $"{Show(at)} is outside of the seal's validity, {Show(seal.ValidFromMs)} to {Show(seal.ValidToMs)}",
                SealVerdict.Expired);
        }

        if (signer is not null && (at < signer.NotBeforeMs || at > signer.NotAfterMs))
        {
            return SealCheck.Fail(
                SealCheckKind.Validity,
                $"{Show(at)} is outside of the signer's certificate, {Show(signer.NotBeforeMs)} to {Show(signer.NotAfterMs)}",
                SealVerdict.Expired);
        }

        return SealCheck.Pass(
            SealCheckKind.Validity,
            $"{Show(at)} is within the validity of the seal{(signer is null ? "" : " and the signer's certificate")}");
    }

    private static SealCheck CheckRevocation(params ReadOnlySpan<(string Who, TrustVerdict? Trust)> all)
    {
        var asked = 0;
        foreach (var (who, trust) in all)
        {
            if (trust?.Outcome == TrustOutcome.Revoked)
            {
                return SealCheck.Fail(SealCheckKind.Revocation, $"{who}: {trust.Reason}", SealVerdict.Revoked);
            }

            if (trust?.Outcome == TrustOutcome.RevocationUnknown)
            {
                return SealCheck.Fail(SealCheckKind.Revocation, $"{who}: {trust.Reason}");
            }

            asked += trust is { RevocationAsked: true, Outcome: TrustOutcome.Trusted } ? 1 : 0;
        }

        return asked == all.Length
            ? SealCheck.Pass(SealCheckKind.Revocation, "nobody was revoked at that time")
            : SealCheck.NotApplicable(SealCheckKind.Revocation, "no revocation lists were given, or no path to ask them about");
    }

    private SealCheck CheckTimeStamp(SealSignature signature, out long? stampedMs)
    {
        stampedMs = null;
        if (signature.TimeStamp is not { } encoded)
        {
            return _options.RequireTimeStamp
                ? SealCheck.Fail(SealCheckKind.TimeStamp, "there is no time stamp")
                : SealCheck.NotApplicable(SealCheckKind.TimeStamp, "there is no time stamp: the signing time is only a claim");
        }

        if (!TimeStampToken.TryParse(encoded, out var token, out var error))
        {
            return SealCheck.Fail(SealCheckKind.TimeStamp, $"it is no time-stamp token: {error}");
        }

        if (token.Verify(signature.Signature.Span, _verifier, out error) is not { } authority)
        {
            return SealCheck.Fail(SealCheckKind.TimeStamp, $"the time stamp does not hold: {error}");
        }

        var check = WithPath(
            SealCheckKind.TimeStamp,
            $"stamped {Show(token.TimeMs)}",
            _options.TimeStampTrust?.Check(authority, token.Certificates, token.TimeMs));
        if (check.Outcome == SealCheckOutcome.Pass && _options.TimeStampTrust is not null)
        {
            stampedMs = token.TimeMs; // an authority that nobody vouches for proves no time
        }

        return check;
    }

    /// <summary>
    /// The stamp is outside of what the maker signed, so whoever is troubled by it can leave it out: what is no token attests nothing, and
    /// is no evidence against the seal either.
    /// </summary>
    private static SealCheck CheckSealTimeStamp(ElectronicSeal seal) => seal.TimeStamp is not { } encoded
        ? SealCheck.NotApplicable(SealCheckKind.TimeStamp, "the seal has no time stamp")
        : TimeStampToken.TryParse(encoded, out var token, out var error)
            ? SealCheck.NotApplicable(
                SealCheckKind.TimeStamp, $"the seal carries a time stamp of {Show(token.TimeMs)}, which says nothing of a signature")
            : SealCheck.NotApplicable(
                SealCheckKind.TimeStamp, $"the seal's time stamp of {encoded.Length} bytes is no token ({error}) and attests nothing");

    private SealCheck CheckOwner(SealSignature signature, string? identity)
    {
        if (_options.ActingParty is not { } party)
        {
            return SealCheck.NotApplicable(SealCheckKind.Owner, "no acting party was given");
        }

        if ((identity ?? _options.IdentityOf(signature.Signer)) is not { } signer)
        {
            return SealCheck.Fail(SealCheckKind.Owner, "the signer's certificate names no unified social credit code");
        }

        if (signer != party)
        {
            return SealCheck.Fail(SealCheckKind.Owner, $"the signer is {signer}, the acting party {party}");
        }

        // All certificates of the list may use the seal, so all of them are its owner's.
        foreach (var certificate in Intermediates(signature.Seal))
        {
            if (!certificate.Der.Span.SequenceEqual(signature.Signer.Der.Span) && _options.IdentityOf(certificate) is { } owner &&
                owner != party)
            {
                return SealCheck.Fail(SealCheckKind.Owner, $"the seal is also {owner}'s, the acting party is {party}");
            }
        }

        return SealCheck.Pass(SealCheckKind.Owner, $"seal, signer and acting party are {party}");
    }

    private SealCheck CheckSealRevocation(ElectronicSeal seal, long? atMs) => _options.IsSealRevoked is not { } isRevoked
        ? SealCheck.NotApplicable(SealCheckKind.SealRevocation, "no list of revoked seals was given")
        : isRevoked(seal.Id, atMs ?? long.MaxValue)
            ? SealCheck.Fail(SealCheckKind.SealRevocation, $"seal {seal.Id} was revoked", SealVerdict.Revoked)
            : SealCheck.Pass(SealCheckKind.SealRevocation, $"seal {seal.Id} is not on the list");

    internal static string Show(long timeMs) =>
        DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(timeMs, -62135596800000, 253402300799999))
        .ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
