using Ledger.Certificates;
using Ledger.Certificates.Names;
using Ledger.Client.CaTrust;
using Ledger.Protocol;

namespace Ledger.Cli.Commands.Certificates;

/// <summary>Certificates as people look at them: what they say, and how they stand on the chain.</summary>
internal static class CertificateDocuments
{
    /// <summary>A registered one.</summary>
    internal static Document Of(RegisteredCertificate one, long time)
    {
        var record = one.Record;
        return new Document
        {
            ["certificate"] = Datum.NextId(one.Id.ToArray()),
            ["uscc"] = record.Uscc,
            ["kind"] = Datum.Word(record.Kind),
            ["standing"] = Datum.Word(one.StandingAt(time)),
            ["not_before"] = Datum.Time(record.NotBefore),
            ["valid_until"] = Datum.Time(record.ReplacedUntil != 0 ? record.ReplacedUntil : record.NotAfter),
            ["ca"] = record.CaId,
            ["serial_number"] = Datum.Id(record.SerialNumber),
            ["registered_at"] = Datum.Time(record.RegisteredAt),
            ["revoked_at"] = Datum.Time(record.RevokedAt),
            ["revocation_reason"] = record.RevocationReason.Length == 0 ? null : record.RevocationReason,
            ["replaced_by"] = record.ReplacedBy.IsEmpty ? null : Datum.NextId(record.ReplacedBy.Span),
        };
    }

    /// <summary>One that is to be registered, by its DER.</summary>
    internal static Document Of(ReadOnlyMemory<byte> der, GenesisFile genesis)
    {
        var document = new Document { ["certificate"] = Datum.NextId(CertificateId.Compute(genesis.Hasher, der.Span).ToArray()) };
        if (Certificate.TryParse(der, out var certificate, out _))
        {
            document["subject"] = ReadableName.Of(certificate.Subject).Text;
            document["issuer"] = ReadableName.Of(certificate.Issuer).Text;
            document["serial_number"] = Datum.Id(certificate.SerialNumber.Span);
            document["key_usage"] = certificate.KeyUsage?.ToString();
            document["not_before"] = Datum.Time(certificate.NotBeforeMs);
            document["valid_until"] = Datum.Time(certificate.NotAfterMs);
        }

        return document;
    }
}
