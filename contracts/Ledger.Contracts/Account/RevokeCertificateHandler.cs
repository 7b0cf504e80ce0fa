using Ledger.Certificates.Revocation;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Account;
using Ledger.Schema.CaTrust;

namespace Ledger.Contracts.Account;

/// <summary>
/// Revokes a certificate from this block on: by its subject, its CA, a trading centre or a regulator. What it signed before stands (DOMAIN
/// §3).
/// </summary>
internal static class RevokeCertificateHandler
{
    internal static Refused Handle(RevokeCertificate call, CallContext context)
    {
        if (FieldRules.First(
            FieldRules.DigestBytes(call.CertificateId.Length, "The certificate id"),
            FieldRules.Text(call.Reason, "The reason", FieldRules.ReasonCharsMax)) is { IsRefused: true } refused)
        {
            return refused;
        }

        var key = AccountTables.Certificates.Key(call.CertificateId.Span);
        if (AccountTables.Certificates.Read(context.State, key) is not { } record)
        {
            return new Refused(RefusalCode.UnknownCertificate, $"No certificate {new Digest(call.CertificateId.Span)} is registered.");
        }

        if (!MayRevoke(context, record))
        {
            return new Refused(
                RefusalCode.NotPermitted,
                $"A certificate of {record.Uscc} is revoked by it, its CA, a trading centre or a regulator; {context.Signer.Uscc} is " +
                $"none of them.");
        }

        if (record.RevokedAt != 0)
        {
            return new Refused(RefusalCode.AlreadyRevoked, $"The certificate is revoked since {record.RevokedAt}.");
        }

        var revocation = new Revocation { Since = context.Time, Reason = (uint)RevocationReason.Unspecified, RecordedAt = context.Time };
        RevocationRecords.Enter(
            new Digest(record.IssuerId.Span), record.SerialNumber.Span, revocation, context.State, context.Block.Hasher);
        record.RevokedAt = context.Time;
        record.RevocationReason = call.Reason;
        context.Record(AccountTables.Certificates, key, record, "certificate.revoked");
        return Refused.No;
    }

    private static bool MayRevoke(CallContext context, CertificateRecord record) =>
        context.Signer.Uscc == record.Uscc
        || context.Signer.Has(Role.TradingCentre)
        || context.Signer.Has(Role.Regulator)
        || context.Signer.Uscc == AuthorityRecords.Read(record.CaId, context.State).Uscc;
}
