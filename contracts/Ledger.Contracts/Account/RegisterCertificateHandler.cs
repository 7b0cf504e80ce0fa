using Ledger.Certificates;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Account;

namespace Ledger.Contracts.Account;

/// <summary>
/// Registers a subject's certificate: by a trading centre, or by the subject itself under a certificate it already has. The path is
/// judged here, once; afterwards a signature alone is checked (DESIGN §7).
/// </summary>
internal static class RegisterCertificateHandler
{
    internal static Refused Handle(RegisterCertificate call, CallContext context)
    {
        if (Prepare(call, context, out var certificate, out var record) is { IsRefused: true } refused)
        {
            return refused;
        }

        Write(certificate!, record!, context);
        return Refused.No;
    }

    /// <summary>Everything that is asked of a new certificate; nothing is written.</summary>
    internal static Refused Prepare(
        RegisterCertificate call, CallContext context, out Certificate? certificate, out CertificateRecord? record)
    {
        record = null;
        if (!Certificate.TryParse(call.Certificate.Memory, out certificate, out var error))
        {
            return new Refused(RefusalCode.BadCertificate, $"The certificate of {call.Certificate.Length} bytes cannot be read: {error}.");
        }

        var id = CertificateId.Compute(context.Block.Hasher, certificate.Der.Span);
        if (RegisteredCertificates.Find(id.ToArray(), context.State) is not null)
        {
            return new Refused(RefusalCode.CertificateExists, $"Certificate {id} is registered already.");
        }

        var refused = CertificateRules.Judge(
            certificate, context.State, context.Block.Hasher, context.Block.Verifier, context.Time, out record);
        if (refused.IsRefused)
        {
            return refused;
        }

        if (RegisteredKeys.RequireNoOpeningKey(
            certificate.PublicKey, "The certificate's key", context.State, context.Block.Hasher) is { IsRefused: true } opensSection)
        {
            return opensSection;
        }

        return RegisteredCertificates.IsFull(record!, context.State, context.Block.Hasher)
            ? new Refused(
                RefusalCode.CertificateExists,
                $"{RegisteredCertificates.SameSerialMax} certificates of this issuer and serial number are registered already.")
            : CheckSubject(call, context, certificate, id, record!);
    }

    internal static void Write(Certificate certificate, CertificateRecord record, CallContext context)
    {
        var id = CertificateId.Compute(context.Block.Hasher, certificate.Der.Span);
        RegisteredCertificates.Index(certificate, record, id, context.State, context.Block.Hasher);
        context.Record(AccountTables.Certificates, AccountTables.Certificates.Key(id.ToArray()), record, "certificate.registered");
    }

    private static Refused CheckSubject(
        RegisterCertificate call, CallContext context, Certificate certificate, Digest id, CertificateRecord record)
    {
        if (!context.Signer.Has(Role.TradingCentre) && context.Signer.Uscc != record.Uscc)
        {
            return new Refused(
                RefusalCode.NotPermitted,
                $"A certificate of {record.Uscc} is registered by it or by a trading centre; {context.Signer.Uscc} is neither.");
        }

        if (context.State.Get(AccountTables.Subjects.Key(record.Uscc)) is null)
        {
            return new Refused(RefusalCode.UnknownSubject, $"The certificate's subject {record.Uscc} is not registered.");
        }

        if (PossessionKey(call, context, certificate, record, out var key) is { IsRefused: true } refused)
        {
            return refused;
        }

        Span<bool> possessed = [false];
        context.Block.Verifier.Verify(
            [new SignatureCheck(key!, PossessionBytes.Encode(context.Block.ChainId, id), call.Possession.Memory, LowS: true)], possessed);
        return possessed[0]
            ? Refused.No
            : new Refused(RefusalCode.BadPossession, $"The proof of possession for certificate {id} does not verify on this chain.");
    }

    /// <summary>
    /// A signing key shows itself. An encryption key never signs: the subject's registered signing certificate vouches for it, as it does
    /// in the pair that its CA issued.
    /// </summary>
    private static Refused PossessionKey(
        RegisterCertificate call, CallContext context, Certificate certificate, CertificateRecord record, out PublicKey? key)
    {
        key = certificate.PublicKey;
        if (record.Kind == CertificateKind.Signing)
        {
            return call.SigningCertificateId.IsEmpty
                ? Refused.No
                : new Refused(
                    RefusalCode.BadPossession,
                    "A signing certificate's possession is shown by its own key, and names no other certificate.");
        }

        if (call.SigningCertificateId.Length != Digest.Bytes)
        {
            return new Refused(
                RefusalCode.BadPossession,
                "The possession of an encryption certificate names the subject's registered signing certificate by its 32 bytes.");
        }

        var refused = SignerRules.Resolve(context.State, new Digest(call.SigningCertificateId.Span), context.Time, out var signer);
        key = signer?.Key;
        return refused.IsRefused ? refused
            : signer!.Uscc == record.Uscc ? Refused.No
            : new Refused(
                RefusalCode.BadPossession, $"The signing certificate is of {signer.Uscc}, the encryption certificate of {record.Uscc}.");
    }
}
