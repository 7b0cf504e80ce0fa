using Google.Protobuf;
using Ledger.Certificates.Revocation;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Account;
using Ledger.Schema.CaTrust;

namespace Ledger.Contracts.CaTrust;

/// <summary>
/// Imports of an authority's lists, by scope. A list stands here once every entry of it has been entered, never before; what it says of
/// registered certificates is entered in Account's table from here and nowhere else.
/// </summary>
internal static class RevocationImports
{
    private const int ImportsKept = 64;

    /// <summary>thisUpdate of the newest list of any of the scopes; null where there is none.</summary>
    internal static long? Newest(Digest issuerId, IEnumerable<byte[]> scopes, IStateReader state) =>
        scopes.Select(scope => CaTrustTables.Lists.Read(state, CaTrustTables.ListsKey(issuerId, scope))?.Imports[^1].ThisUpdate).Max();

    internal static RevocationListImport Of(AcceptedRevocationList accepted, CallContext context) => new()
    {
        ImportedAt = context.Time,
        ThisUpdate = accepted.List.ThisUpdateMs,
        NextUpdate = accepted.List.NextUpdateMs ?? 0,
        Entries = (uint)accepted.List.Count,
        CrlDigest = ByteString.CopyFrom(accepted.Digest.ToArray()),
        ImportedBy = context.Signer.Uscc,
    };

    internal static void Add(Digest issuerId, IEnumerable<byte[]> scopes, RevocationListImport import, string caId, CallContext context)
    {
        foreach (var key in scopes.Select(scope => CaTrustTables.ListsKey(issuerId, scope)))
        {
            var lists = CaTrustTables.Lists.Read(context.State, key) ?? new RevocationLists { CaId = caId };
            if (lists.Imports.Count == ImportsKept)
            {
                lists.Imports.RemoveAt(0);
            }

            lists.Imports.Add(import);
            context.Record(CaTrustTables.Lists, key, lists, "crl.imported");
        }
    }

    /// <summary>Enters what a list of an authority says, also of certificates that are registered.</summary>
    internal static void EnterAll(
        IEnumerable<RevocationEntry> entries, Digest issuerId, Digest list, CertificateAuthority authority, CallContext context)
    {
        var isAnyNew = false;
        foreach (var entry in entries)
        {
            var revocation = RevocationRecords.Of(entry, list, context.Time);
            if (RevocationRecords.Enter(issuerId, entry.SerialNumber.Span, revocation, context.State, context.Block.Hasher))
            {
                isAnyNew = true;
                RevokeRegistered(issuerId, entry, revocation.Since, context);
            }
        }

        if (isAnyNew)
        {
            EndedIssuers.Refresh(authority, context.State, context.Block.Hasher);
        }
    }

    // All certificates of the issuer and serial number; an earlier revocation stands.
    private static void RevokeRegistered(Digest issuerId, RevocationEntry entry, long since, CallContext context)
    {
        foreach (var id in RegisteredCertificates.OfSerial(issuerId, entry.SerialNumber.Span, context.State, context.Block.Hasher))
        {
            var key = AccountTables.Certificates.Key(id.Span);
            var record = AccountTables.Certificates.Read(context.State, key)
                ?? throw new InvalidDataException($"The state lists certificate {new Digest(id.Span)} but does not hold it.");
            if (record.RevokedAt == 0 || record.RevokedAt > since)
            {
                record.RevokedAt = since;
                record.RevocationReason = $"CRL: {entry.Reason}";
                context.Record(AccountTables.Certificates, key, record, "certificate.revoked");
            }
        }
    }
}
