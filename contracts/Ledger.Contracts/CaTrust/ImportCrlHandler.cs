using Google.Protobuf;
using Ledger.Contracts.Account;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Contracts.CaTrust;

/// <summary>
/// Imports a CA's revocation list, from anyone with a registered certificate: the list's own signature is checked against the CA's
/// certificates in the state. Each entry that is new becomes a revocation; thisUpdate must advance (RFC 5280 §6.3.3).
/// </summary>
internal static class ImportCrlHandler
{
    internal const int CrlBytesMax = 64 * 1024;

    private const int ImportsKept = 64;
    private const string Sha1WithRsa = "1.2.840.113549.1.1.5";
    private const string Sha1WithEcdsa = "1.2.840.10045.4.1";

    internal static Refused Handle(ImportCrl call, CallContext context)
    {
        if (call.Crl.Length > CrlBytesMax)
        {
            return new Refused(RefusalCode.CrlTooLarge, $"The revocation list has {call.Crl.Length} bytes; a call carries {CrlBytesMax}.");
        }

        if (AuthorityRecords.Find(call.CaId, context.State) is not { } authority)
        {
            return new Refused(RefusalCode.UnknownAuthority, $"There is no CA {FieldRules.Quote(call.CaId)}.");
        }

        if (!RevocationList.TryParse(call.Crl.Memory, out var list, out var error))
        {
            return new Refused(RefusalCode.BadCrl, $"The revocation list of {call.Crl.Length} bytes is not taken: {error}.");
        }

        if (list.ThisUpdateMs > context.Time)
        {
            return new Refused(RefusalCode.CrlFromFuture, $"The revocation list is of {list.ThisUpdateMs}; block time is {context.Time}.");
        }

        if (IssuerOf(list, authority, context) is not { } issuer)
        {
            return new Refused(RefusalCode.CrlSignature, $"No trusted authority of CA {call.CaId} that may sign lists signed this one of {FieldRules.Quote(list.Issuer.ToString())}.");
        }

        return Import(list, issuer, authority, context);
    }

    private static Refused Import(RevocationList list, Certificate issuer, CertificateAuthority authority, CallContext context)
    {
        var hasher = context.Block.Hasher;
        var issuerId = CaTrustTables.IssuerId(issuer, hasher);
        if (RevocationScopes.OfList(list, hasher) is not { } scopes)
        {
            return new Refused(RefusalCode.BadCrl, $"The revocation list's distribution point has {list.DistributionPointNames.Count} names.");
        }

        var keys = scopes.Select(scope => CaTrustTables.ListsKey(issuerId, scope)).ToList();
        foreach (var key in keys)
        {
            if (CaTrustTables.Lists.Read(context.State, key) is { } known && known.Imports[^1].ThisUpdate >= list.ThisUpdateMs)
            {
                return new Refused(
                    RefusalCode.CrlNotNewer, $"The revocation list is of {list.ThisUpdateMs}; the state has one of {known.Imports[^1].ThisUpdate}.");
            }
        }

        var digest = TaggedHash.Compute(hasher, DomainTag.RevocationList, list.Der.Span);
        EnterAll(list, issuerId, digest, authority, context);
        foreach (var key in keys)
        {
            context.Record(CaTrustTables.Lists, key, With(list, digest, authority.CaId, key, context), "crl.imported");
        }

        return Refused.No;
    }

    private static void EnterAll(RevocationList list, Digest issuerId, Digest digest, CertificateAuthority authority, CallContext context)
    {
        var isAnyNew = false;
        foreach (var entry in list.Entries())
        {
            var revocation = RevocationRecords.Of(entry, digest, context.Time);
            if (RevocationRecords.Enter(issuerId, entry.SerialNumber.Span, revocation, context.State, context.Block.Hasher))
            {
                isAnyNew = true;
                RegisteredCertificates.Revoke(issuerId, entry, revocation.Since, context);
            }
        }

        if (isAnyNew)
        {
            EndedIssuers.Refresh(authority, context.State, context.Block.Hasher);
        }
    }

    private static RevocationLists With(RevocationList list, Digest digest, string caId, byte[] key, CallContext context)
    {
        var lists = CaTrustTables.Lists.Read(context.State, key) ?? new RevocationLists { CaId = caId };
        if (lists.Imports.Count == ImportsKept)
        {
            lists.Imports.RemoveAt(0);
        }

        lists.Imports.Add(new RevocationListImport
        {
            ImportedAt = context.Time,
            ThisUpdate = list.ThisUpdateMs,
            NextUpdate = list.NextUpdateMs ?? 0,
            Entries = (uint)list.Count,
            CrlDigest = ByteString.CopyFrom(digest.ToArray()),
            ImportedBy = context.Signer.Uscc,
        });
        return lists;
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
