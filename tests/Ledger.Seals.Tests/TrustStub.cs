using Ledger.Certificates;
using Ledger.Crypto.Signatures;

namespace Ledger.Seals.Tests;

/// <summary>Trusts what one root issued directly; tests of path validation are elsewhere.</summary>
internal sealed class TrustStub(Certificate root, TrustOutcome? says = null) : ICertificateTrust
{
    public TrustVerdict Check(Certificate certificate, IReadOnlyList<Certificate> intermediates, long atMs) => new(
        says ?? (certificate.IsSignedBy(root.PublicKey, new SignatureVerifier()) ? TrustOutcome.Trusted : TrustOutcome.UnknownIssuer),
        "the stub says so",
        RevocationAsked: true);
}
