using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Contracts.CaTrust;

/// <summary>Which lists of an authority have been imported, by scope. A list stands here once every entry of it has been entered, never before.</summary>
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
}
