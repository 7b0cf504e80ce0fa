using Ledger.Certificates;

namespace Ledger.Seals;

/// <summary>Signatures without a seal: a message of GM/T 0010 or RFC 5652 in an OFD or PDF document.</summary>
public sealed partial class SealVerifier
{
    internal SealReport VerifyPlain(
        string? signatureError, Certificate? signer, IReadOnlyList<Certificate> intermediates, SealCheck content, long? timeMs,
        string noSeal)
    {
        var trust = signer is not null && timeMs is { } at ? _options.SignerTrust?.Check(signer, intermediates, at) : null;
        return new SealReport(
        [
            SealCheck.Pass(SealCheckKind.Structure, "a message"),
            SealCheck.NotApplicable(SealCheckKind.Maker, noSeal),
            SealCheck.NotApplicable(SealCheckKind.SignerListed, noSeal),
            signatureError is null
                ? WithPath(SealCheckKind.Signature, "the signature holds", trust)
                : SealCheck.Fail(SealCheckKind.Signature, signatureError),
            content,
            CheckPlainValidity(signer, timeMs),
            CheckRevocation(("signer", trust)),
            SealCheck.NotApplicable(SealCheckKind.TimeStamp, noSeal),
            CheckPlainOwner(signer, trust?.Identity),
            SealCheck.NotApplicable(SealCheckKind.SealRevocation, noSeal),
        ], trust);
    }

    private static SealCheck CheckPlainValidity(Certificate? signer, long? timeMs) => timeMs is not { } at || signer is null
        ? SealCheck.NotApplicable(SealCheckKind.Validity, "the message claims no time")
        : at < signer.NotBeforeMs || at > signer.NotAfterMs
            ? SealCheck.Fail(
                SealCheckKind.Validity,
                $"{Show(at)} is outside of the signer's certificate, {Show(signer.NotBeforeMs)} to {Show(signer.NotAfterMs)}",
                SealVerdict.Expired)
            : SealCheck.Pass(SealCheckKind.Validity, $"{Show(at)} is within the signer's certificate");

    private SealCheck CheckPlainOwner(Certificate? signer, string? identity) => _options.ActingParty is not { } party
        ? SealCheck.NotApplicable(SealCheckKind.Owner, "no acting party was given")
        : signer is not null && (identity ?? _options.IdentityOf(signer)) == party
            ? SealCheck.Pass(SealCheckKind.Owner, $"signer and acting party are {party}")
            : SealCheck.Fail(SealCheckKind.Owner, $"the signer is not the acting party {party}");
}
