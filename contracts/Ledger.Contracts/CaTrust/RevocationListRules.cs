using Ledger.Certificates;
using Ledger.Certificates.Extensions;
using Ledger.Certificates.Revocation;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.CaTrust;

namespace Ledger.Contracts.CaTrust;

/// <summary>
/// Whether a revocation list is taken: strict, complete and direct, signed by an authority of the CA, newer than the state's (RFC 5280
/// §6.3.3).
/// </summary>
internal static class RevocationListRules
{
    private const string Sha1WithRsa = "1.2.840.113549.1.1.5";
    private const string Sha1WithEcdsa = "1.2.840.10045.4.1";

    internal static Refused Check(
        ReadOnlyMemory<byte> der, CertificateAuthority authority, CallContext context, out AcceptedRevocationList? accepted)
    {
        accepted = null;
        if (!RevocationList.TryParse(der, out var list, out var error))
        {
            return new Refused(RefusalCode.BadCrl, $"The revocation list of {der.Length} bytes is not taken: {error}.");
        }

        if (list.ThisUpdateMs > context.Time)
        {
            return new Refused(RefusalCode.CrlFromFuture, $"The revocation list is of {list.ThisUpdateMs}; block time is {context.Time}.");
        }

        if (IssuerOf(list, authority, context) is not { } issuer)
        {
            return new Refused(
                RefusalCode.CrlSignature,
                $"No trusted authority of CA {authority.CaId} that may sign lists signed this one of " +
                $"{FieldRules.Quote(list.Issuer.ToString())}.");
        }

        var hasher = context.Block.Hasher;
        if (RevocationScopes.OfList(list, hasher) is not { } scopes)
        {
            return new Refused(
                RefusalCode.BadCrl, $"The revocation list's distribution point has {list.DistributionPointNames.Count} names.");
        }

        var issuerId = CaTrustTables.IssuerId(issuer, hasher);
        if (RevocationImports.Newest(issuerId, scopes, context.State) is { } known && known >= list.ThisUpdateMs)
        {
            return new Refused(RefusalCode.CrlNotNewer, $"The revocation list is of {list.ThisUpdateMs}; the state has one of {known}.");
        }

        accepted = new AcceptedRevocationList(list, issuerId, TaggedHash.Compute(hasher, DomainTag.RevocationList, der.Span), scopes);
        return Refused.No;
    }

    /// <summary>Whether the CA still has an authority of this name and key that is trusted.</summary>
    internal static bool IsTrusted(ReadOnlySpan<byte> issuerId, CertificateAuthority authority, CallContext context)
    {
        foreach (var record in authority.Certificates.Where(record => AuthorityRecords.IsTrustedAt(record, context.Time)))
        {
            if (CaTrustTables.IssuerId(AuthorityRecords.Parse(record), context.Block.Hasher).ToArray().AsSpan().SequenceEqual(issuerId))
            {
                return true;
            }
        }

        return false;
    }

    private static Certificate? IssuerOf(RevocationList list, CertificateAuthority authority, CallContext context)
    {
        var floor = Floors.At(context.Time, context.State);
        if (list.SignatureAlgorithmOid is Sha1WithRsa or Sha1WithEcdsa && !floor.Takes(CertificateHash.Sha1, context.Time))
        {
            return null;
        }

        foreach (var record in authority.Certificates.Where(record => AuthorityRecords.IsTrustedAt(record, context.Time)))
        {
            var certificate = AuthorityRecords.Parse(record);
            var maySign = certificate.KeyUsage is null || certificate.KeyUsage.Value.HasFlag(KeyUsages.CrlSign);
            if (maySign && certificate.Subject.Equals(list.Issuer) && floor.Takes(certificate.Key, context.Time)
                && list.IsSignedBy(certificate.Key, context.Block.Verifier))
            {
                return certificate;
            }
        }

        return null;
    }
}
