using Google.Protobuf;
using Ledger.Certificates;
using Ledger.Certificates.Revocation;
using Ledger.Contracts.CaTrust;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Contracts.Account;

/// <summary>The table of registered certificates with its index. CaTrust's imports revoke in it through here and nowhere else.</summary>
internal static class RegisteredCertificates
{
    /// <summary>Most certificates of one issuer and serial number. More than one are a fault of the CA, or one certificate under two encodings of its signature.</summary>
    internal const int SameSerialMax = 16;

    internal static CertificateRecord? Find(ReadOnlySpan<byte> certificateId, IStateReader state) =>
        AccountTables.Certificates.Read(state, AccountTables.Certificates.Key(certificateId));

    /// <summary>What the ledger keeps of a certificate whose path, leaf first, holds.</summary>
    internal static CertificateRecord Build(
        Certificate certificate, CertificateKind kind, string uscc, string caId, IReadOnlyList<Certificate> path, IHasher hasher, long time) => new()
        {
            Uscc = uscc,
            Algorithm = (uint)certificate.PublicKey.Algorithm,
            PublicKey = ByteString.CopyFrom(certificate.PublicKey.Encoded),
            NotBefore = certificate.NotBeforeMs,
            NotAfter = certificate.NotAfterMs,
            RegisteredAt = time,
            Kind = kind,
            CaId = caId,
            IssuerId = ByteString.CopyFrom(CaTrustTables.IssuerId(path[1], hasher).ToArray()),
            SerialNumber = ByteString.CopyFrom(certificate.SerialNumber.Span),
            PathNotAfter = path.Skip(1).Min(authority => authority.NotAfterMs),
        };

    /// <summary>Writes the certificate's DER and its index; the caller writes the record.</summary>
    internal static void Index(Certificate certificate, CertificateRecord record, Digest id, IStateWriter state, IHasher hasher)
    {
        var der = new CertificateDer { Der = ByteString.CopyFrom(certificate.Der.Span) };
        AccountTables.CertificateDers.Write(state, AccountTables.CertificateDers.Key(id.ToArray()), der);
        var key = SerialKey(new Digest(record.IssuerId.Span), record.SerialNumber.Span, hasher);
        var same = AccountTables.CertificatesBySerial.Read(state, key) ?? new CertificateRef();
        same.CertificateIds.Add(ByteString.CopyFrom(id.ToArray()));
        AccountTables.CertificatesBySerial.Write(state, key, same);
    }

    /// <summary>Whether as many certificates of this issuer and serial number are registered as may be.</summary>
    internal static bool IsFull(CertificateRecord record, IStateReader state, IHasher hasher) =>
        AccountTables.CertificatesBySerial.Read(state, SerialKey(new Digest(record.IssuerId.Span), record.SerialNumber.Span, hasher)) is { CertificateIds.Count: >= SameSerialMax };

    /// <summary>Revokes the registered certificates that a list names, all of that issuer and serial number; an earlier revocation stands.</summary>
    internal static void Revoke(Digest issuerId, RevocationEntry entry, long since, CallContext context)
    {
        var index = SerialKey(issuerId, entry.SerialNumber.Span, context.Block.Hasher);
        foreach (var id in AccountTables.CertificatesBySerial.Read(context.State, index)?.CertificateIds ?? [])
        {
            Revoke(id, entry, since, context);
        }
    }

    private static void Revoke(ByteString id, RevocationEntry entry, long since, CallContext context)
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

    private static byte[] SerialKey(Digest issuerId, ReadOnlySpan<byte> serialNumber, IHasher hasher) =>
        AccountTables.CertificatesBySerial.Key([.. issuerId.ToArray(), .. CaTrustTables.SerialPart(serialNumber, hasher)]);
}
