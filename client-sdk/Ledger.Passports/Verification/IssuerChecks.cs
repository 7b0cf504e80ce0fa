using Ledger.Certificates;
using Ledger.Certificates.Names;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.CaTrust;

namespace Ledger.Passports.Verification;

/// <summary>What is asked of whoever signed for a record's issuer, whatever the record is.</summary>
internal sealed class IssuerChecks(IHasher hasher, CheckList checks)
{
    /// <summary>Where a certificate must be accepted while no other place is known: in its member's own region.</summary>
    internal static TrustPlace OwnPlace(Member? issuer) => new(issuer is { Region.Length: > 0 } ? issuer.Region : "000000");

    /// <summary>The one certificate that the passport carries, where it is the signer's; null where the check failed.</summary>
    internal Certificate? FindCertificate(Passport passport, Digest signer)
    {
        if (passport.Certificates.Count != 1 || CertificateId.Compute(hasher, passport.Certificates[0].Span) != signer)
        {
            checks.Fail(PassportCheckNames.IssuerCertificate, $"it does not carry the signer's certificate {signer}, and it alone");
            return null;
        }

        if (!Certificate.TryParseAnyKey(passport.Certificates[0].Memory, out var certificate, out var error))
        {
            checks.Fail(PassportCheckNames.IssuerCertificate, $"certificate {signer} cannot be read: {error}");
            return null;
        }

        return certificate;
    }

    /// <summary>A function of the checkpoint's state, over what the passport proves; null where it does not prove enough.</summary>
    internal T? Read<T>(ProvenBlock checkpoint, Func<Schema.IStateReader, T> read)
        where T : class
    {
        if (checkpoint.State is not { } state)
        {
            checks.Fail(PassportCheckNames.StateProof, "nothing of the checkpoint's state is proven");
            return null;
        }

        if (!ProvenReads.TryEvaluate(state, read, out var evidence, out var unproven))
        {
            checks.Fail(
                PassportCheckNames.StateProof, $"key {Convert.ToHexStringLower(unproven)} is not reached by the checkpoint's multiproof");
            return null;
        }

        return evidence;
    }

    /// <summary>Whether the certificate is the registered one and counted when it signed.</summary>
    internal void CheckCertificate(Certificate certificate, SignerEvidence signer, long signedAtMs)
    {
        const string Name = PassportCheckNames.IssuerCertificate;
        var registered = signer.Registered;
        _ = signer.Refused.IsRefused ? checks.Fail(Name, $"{signer.Refused.Code}: {signer.Refused.Detail}")
            : registered!.RegisteredAt > signedAtMs ? checks.Fail(
                Name, $"registered at {registered.RegisteredAt}, signed at {signedAtMs}")
            : !certificate.PublicKey.Encoded.SequenceEqual(registered.PublicKey.Span) ? checks.Fail(
                Name, "the certificate has another key than was registered")
            : checks.Pass(Name, $"{ReadableName.Of(certificate.Subject).Text}, issued by {ReadableName.Of(certificate.Issuer).Text}");
    }

    /// <summary>Whether its path held when it signed, and names the issuer.</summary>
    internal void CheckStatus(TrustAnswer trust, string issuerUscc, long signedAtMs)
    {
        var warnings = string.Concat(trust.Warnings.Select(warning => $"; warning: {warning.Sentence}"));
        _ = trust.IsGood && trust.Uscc == issuerUscc
            ? checks.Pass(PassportCheckNames.AsOfStatus, $"good at {signedAtMs} by CA {trust.CaId}{warnings}")
            : checks.Fail(
                PassportCheckNames.AsOfStatus,
                trust.IsGood
                    ? $"the certificate is of {trust.Uscc ?? "no one"}"
                    : $"{trust.Reason.Code} at {signedAtMs}: {trust.Reason.Sentence} {trust.Detail}".TrimEnd());
    }
}

/// <summary>What the state says of whoever signed.</summary>
/// <param name="Registered">The certificate as registered; null where it is not.</param>
/// <param name="Refused">Why it did not count at signing; no refusal where it did.</param>
/// <param name="Trust">The trust list's answer about its path, for signing at that time.</param>
internal sealed record SignerEvidence(CertificateRecord? Registered, Refused Refused, TrustAnswer Trust);
