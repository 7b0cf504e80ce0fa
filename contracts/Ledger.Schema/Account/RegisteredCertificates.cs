using Google.Protobuf;
using Ledger.Certificates;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.CaTrust;

namespace Ledger.Schema.Account;

/// <summary>The table of registered certificates with its index.</summary>
internal static class RegisteredCertificates
{
    /// <summary>
    /// Most certificates of one issuer and serial number. More than one are a fault of the CA, or one certificate under two encodings of
    /// its signature.
    /// </summary>
    internal const int SameSerialMax = 16;

    internal static CertificateRecord? Find(ReadOnlySpan<byte> certificateId, IStateReader state) =>
        AccountTables.Certificates.Read(state, AccountTables.Certificates.Key(certificateId));

    /// <summary>What the ledger keeps of a certificate whose path, leaf first, holds.</summary>
    internal static CertificateRecord Build(
        Certificate certificate, CertificateKind kind, string uscc, string caId, IReadOnlyList<Certificate> path, IHasher hasher,
        long time) => new()
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

    /// <summary>Writes the certificate's DER and its indexes, by key and by serial number; the caller writes the record.</summary>
    internal static void Index(Certificate certificate, CertificateRecord record, Digest id, IStateWriter state, IHasher hasher)
    {
        var der = new CertificateDer { Der = ByteString.CopyFrom(certificate.Der.Span) };
        AccountTables.CertificateDers.Write(state, AccountTables.CertificateDers.Key(id.ToArray()), der);
        RegisteredKeys.EnterCertificate(certificate.PublicKey, id, state, hasher);
        var key = SerialKey(new Digest(record.IssuerId.Span), record.SerialNumber.Span, hasher);
        var same = AccountTables.CertificatesBySerial.Read(state, key) ?? new CertificateRef();
        same.CertificateIds.Add(ByteString.CopyFrom(id.ToArray()));
        AccountTables.CertificatesBySerial.Write(state, key, same);
    }

    /// <summary>Whether as many certificates of this issuer and serial number are registered as may be.</summary>
    internal static bool IsFull(CertificateRecord record, IStateReader state, IHasher hasher) =>
        AccountTables.CertificatesBySerial.Read(
            state,
            SerialKey(new Digest(record.IssuerId.Span), record.SerialNumber.Span, hasher)) is { CertificateIds.Count: >= SameSerialMax };

    /// <summary>The ids of the registered certificates of an issuer and serial number: as a rule none or one.</summary>
    internal static IReadOnlyList<ByteString> OfSerial(
        Digest issuerId, ReadOnlySpan<byte> serialNumber, IStateReader state, IHasher hasher) =>
        AccountTables.CertificatesBySerial.Read(state, SerialKey(issuerId, serialNumber, hasher))?.CertificateIds ?? [];

    private static byte[] SerialKey(Digest issuerId, ReadOnlySpan<byte> serialNumber, IHasher hasher) =>
        AccountTables.CertificatesBySerial.Key([.. issuerId.ToArray(), .. CaTrustTables.SerialPart(serialNumber, hasher)]);
}
