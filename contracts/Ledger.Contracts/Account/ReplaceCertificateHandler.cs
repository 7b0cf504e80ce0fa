using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Account;

namespace Ledger.Contracts.Account;

/// <summary>
/// Renews a certificate with overlap: the successor counts from now on, the old one until a named time. What was encrypted to an old
/// encryption certificate stays the subject's to decrypt (DOMAIN §3: renewal between sealing and opening must keep the old key).
/// </summary>
internal static class ReplaceCertificateHandler
{
    internal static Refused Handle(ReplaceCertificate call, CallContext context)
    {
        if (FieldRules.DigestBytes(call.OldCertificateId.Length, "The old certificate's id") is { IsRefused: true } badId)
        {
            return badId;
        }

        if (RegisteredCertificates.Find(call.OldCertificateId.Span, context.State) is not { } old)
        {
            return new Refused(RefusalCode.UnknownCertificate, $"No certificate {new Digest(call.OldCertificateId.Span)} is registered.");
        }

        if (CheckOld(old, call.OldUntil, context.Time) is { IsRefused: true } notReplaceable)
        {
            return notReplaceable;
        }

        if (RegisterCertificateHandler.Prepare(
            call.Successor ?? new RegisterCertificate(), context, out var certificate, out var record) is { IsRefused: true } refused)
        {
            return refused;
        }

        if (record!.Uscc != old.Uscc || record.Kind != old.Kind)
        {
            return new Refused(
                RefusalCode.SuccessorMismatch,
                $"The successor is a {record.Kind} certificate of {record.Uscc}, the old one a {old.Kind} certificate of {old.Uscc}.");
        }

        RegisterCertificateHandler.Write(certificate!, record, context);
        old.ReplacedUntil = call.OldUntil;
        old.ReplacedBy = ByteString.CopyFrom(CertificateId.Compute(context.Block.Hasher, certificate!.Der.Span).ToArray());
        context.Record(AccountTables.Certificates, AccountTables.Certificates.Key(call.OldCertificateId.Span), old, "certificate.replaced");
        return Refused.No;
    }

    private static Refused CheckOld(CertificateRecord old, long until, long time)
    {
        if (old.ReplacedUntil != 0)
        {
            return new Refused(RefusalCode.AlreadyReplaced, $"The certificate is replaced by {new Digest(old.ReplacedBy.Span)} already.");
        }

        if (old.RevokedAt != 0)
        {
            return new Refused(
                RefusalCode.AlreadyRevoked, $"The certificate is revoked since {old.RevokedAt}; register the new one for itself.");
        }

        return until < time || until > old.NotAfter
            ? new Refused(
                RefusalCode.BadOverlap,
                $"The old certificate would count until {until}; block time is {time}, its own end {old.NotAfter}.")
            : Refused.No;
    }
}
