using Google.Protobuf;
using Ledger.Certificates.Revocation;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Schema.CaTrust;

/// <summary>
/// Revoked certificates, by issuer and serial number. Nothing is ever deleted: a certificate on hold stays revoked, and one that a later
/// list no longer names, because it has expired, too.
/// </summary>
internal static class RevocationRecords
{
    internal static Revocation? Find(Digest issuerId, ReadOnlySpan<byte> serialNumber, IStateReader state, IHasher hasher) =>
        CaTrustTables.Revocations.Read(state, CaTrustTables.RevocationKey(issuerId, serialNumber, hasher));

    /// <summary>Enters a revocation, or moves a known one to an earlier date; false where the state says so already.</summary>
    internal static bool Enter(Digest issuerId, ReadOnlySpan<byte> serialNumber, Revocation revocation, IStateWriter state, IHasher hasher)
    {
        var key = CaTrustTables.RevocationKey(issuerId, serialNumber, hasher);
        if (CaTrustTables.Revocations.Read(state, key) is { } known && known.Since <= revocation.Since)
        {
            return false;
        }

        CaTrustTables.Revocations.Write(state, key, revocation);
        return true;
    }

    /// <summary>
    /// What a list's entry says. Since when: the earlier of revocation and the date from which the key may have been another's.
    /// </summary>
    internal static Revocation Of(RevocationEntry entry, Digest list, long time) => new()
    {
        Since = Math.Max(1, Math.Min(entry.RevokedAtMs, entry.InvalidSinceMs ?? long.MaxValue)),
        Reason = (uint)entry.Reason,
        RecordedAt = time,
        CrlDigest = ByteString.CopyFrom(list.ToArray()),
    };
}
