using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Account;

namespace Ledger.Audit.Archive;

/// <summary>What the chain says of certificates, in genesis and in receipts.</summary>
internal static class RegisteredCertificates
{
    /// <summary>The certificate of a record of the state; null for a record of anything else.</summary>
    internal static (Digest Id, CertificateRecord Record)? TryRead(ReadOnlySpan<byte> key, ReadOnlySpan<byte> record)
    {
        var table = AccountTables.Certificates.Prefix;
        return key.StartsWith(table) && Digest.TryRead(key[table.Length..], out var id)
            && Receipts.TryParse(CertificateRecord.Parser, ByteString.CopyFrom(record)) is { PublicKey.IsEmpty: false } certificate
            ? (id, certificate) : null;
    }
}
