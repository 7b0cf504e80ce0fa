using Google.Protobuf;
using Ledger.Contracts.CaTrust;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Contracts.Account;

/// <summary>The table of registered certificates with its index. CaTrust's imports revoke in it through here and nowhere else.</summary>
internal static class RegisteredCertificates
{
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
        AccountTables.CertificatesBySerial.Write(state, key, new CertificateRef { CertificateId = ByteString.CopyFrom(id.ToArray()) });
    }

    /// <summary>Revokes a registered certificate that a list names; an earlier revocation stands.</summary>
    internal static void Revoke(Digest issuerId, RevocationEntry entry, long since, CallContext context)
    {
        var index = SerialKey(issuerId, entry.SerialNumber.Span, context.Block.Hasher);
        if (AccountTables.CertificatesBySerial.Read(context.State, index) is not { } found)
        {
            return;
        }

        var key = AccountTables.Certificates.Key(found.CertificateId.Span);
        var record = AccountTables.Certificates.Read(context.State, key)
            ?? throw new InvalidDataException($"The state lists certificate {new Digest(found.CertificateId.Span)} but does not hold it.");
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
