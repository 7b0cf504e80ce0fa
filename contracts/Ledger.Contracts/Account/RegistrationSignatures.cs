using Ledger.Certificates;
using Ledger.Certificates.Names;
using Ledger.Crypto;
using Ledger.Crypto.Signatures;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.CaTrust;

namespace Ledger.Contracts.Account;

/// <summary>
/// The signatures that a transaction asks about which registers several certificates: the certificates' own, the proofs of possession, and
/// those of the authorities above, which are the same for all. Verified together they cost a fraction of what they cost one after the
/// other. Nothing is decided here: what was found is asked about in its order and with the state as it is then, and what was not expected
/// is verified when it is asked.
/// </summary>
internal static class RegistrationSignatures
{
    internal static ISignatureVerifier VerifyTogether(IReadOnlyList<Call> calls, BlockScope block, IStateReader state)
    {
        var checks = new List<SignatureCheck>();
        var known = new List<(DistinguishedName Name, List<Certificate> Issuers)>();
        foreach (var call in calls)
        {
            if (call.Account?.RegisterCertificate is { } registration
                && Certificate.TryParse(registration.Certificate.Memory, out var certificate, out _))
            {
                AddPossession(checks, registration, certificate, block);
                var issuers = known.Find(one => one.Name.Equals(certificate.Issuer)).Issuers;
                if (issuers is null)
                {
                    issuers = AuthoritiesFor(certificate, block, state);
                    known.Add((certificate.Issuer, issuers));
                    issuers.ForEach(issued => AddIssued(checks, issued, issuers));
                }

                AddIssued(checks, certificate, issuers);
            }
        }

        return checks.Count > 1 ? new VerifiedTogether(block.Verifier, [.. checks]) : block.Verifier;
    }

    private static void AddPossession(
        List<SignatureCheck> checks, RegisterCertificate call, Certificate certificate, BlockScope block)
    {
        if (call.SigningCertificateId.IsEmpty)
        {
            var id = CertificateId.Compute(block.Hasher, certificate.Der.Span);
            checks.Add(new SignatureCheck(
                certificate.PublicKey, PossessionBytes.Encode(block.ChainId, id), call.Possession.Memory, LowS: true));
        }
    }

    // By whoever of these has the issuer's name and a key of the signature's algorithm.
    private static void AddIssued(List<SignatureCheck> checks, Certificate certificate, List<Certificate> issuers)
    {
        foreach (var issuer in issuers)
        {
            if (issuer.Key.LedgerKey is { } key && key.Algorithm == certificate.SignatureAlgorithm && !ReferenceEquals(issuer, certificate)
                && issuer.Subject.Equals(certificate.Issuer))
            {
                checks.Add(new SignatureCheck(key, certificate.SignedBytes, certificate.Signature));
            }
        }
    }

    // All certificates that count of the CAs that have an authority of the issuer's name.
    private static List<Certificate> AuthoritiesFor(Certificate certificate, BlockScope block, IStateReader state)
    {
        var found = new List<Certificate>();
        var ids = CaTrustTables.ByName.Read(state, CaTrustTables.NameKey(certificate.Issuer, block.Hasher));
        foreach (var id in ids?.CaIds ?? [])
        {
            foreach (var record in AuthorityRecords.Read(id, state).Certificates)
            {
                if (AuthorityRecords.IsTrustedAt(record, block.Time))
                {
                    found.Add(AuthorityRecords.Parse(record));
                }
            }
        }

        return found;
    }
}
