using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Contracts.Account;

/// <summary>
/// Registers a subject's certificate: by a trading centre, or by the subject itself under a certificate it already has. The chain is
/// checked here, once; afterwards a signature alone is (DESIGN §7).
/// </summary>
internal static class RegisterCertificateHandler
{
    internal static Refused Handle(RegisterCertificate call, CallContext context)
    {
        if (!Certificate.TryParse(call.Certificate.Memory, out var certificate, out var error))
        {
            return new Refused(RefusalCode.BadCertificate, $"The certificate of {call.Certificate.Length} bytes cannot be read: {error}.");
        }

        if (CertificateRules.Owner(certificate, out var uscc) is { IsRefused: true } noOwner)
        {
            return noOwner;
        }

        if (!context.Signer.Has(Role.TradingCentre) && context.Signer.Uscc != uscc)
        {
            return new Refused(RefusalCode.NotPermitted, $"A certificate of {uscc} is registered by it or by a trading centre; {context.Signer.Uscc} is neither.");
        }

        return CheckAndRecord(call, context, certificate, uscc);
    }

    private static Refused CheckAndRecord(RegisterCertificate call, CallContext context, Certificate certificate, string uscc)
    {
        var id = CertificateId.Compute(context.Block.Hasher, certificate.Der.Span);
        var key = AccountTables.Certificates.Key(id.ToArray());
        if (context.State.Get(key) is not null)
        {
            return new Refused(RefusalCode.CertificateExists, $"Certificate {id} is registered already.");
        }

        if (context.State.Get(AccountTables.Subjects.Key(uscc)) is null)
        {
            return new Refused(RefusalCode.UnknownSubject, $"The certificate's subject {uscc} is not registered.");
        }

        if (CertificateRules.Check(certificate, context.State, context.Block.Hasher, context.Block.Verifier, context.Time) is { IsRefused: true } refused)
        {
            return refused;
        }

        Span<bool> possessed = [false];
        context.Block.Verifier.Verify(
            [new SignatureCheck(certificate.PublicKey, PossessionBytes.Encode(context.Block.ChainId, id), call.Possession.Memory)], possessed);
        if (!possessed[0])
        {
            return new Refused(RefusalCode.BadPossession, $"The proof of possession for certificate {id} does not verify on this chain.");
        }

        AccountTables.CertificateDers.Write(context.State, AccountTables.CertificateDers.Key(id.ToArray()), new CertificateDer { Der = call.Certificate });
        context.Record(AccountTables.Certificates, key, Build(certificate, uscc, context.Time), "certificate.registered");
        return Refused.No;
    }

    internal static CertificateRecord Build(Certificate certificate, string uscc, long time) => new()
    {
        Uscc = uscc,
        Algorithm = (uint)certificate.PublicKey.Algorithm,
        PublicKey = ByteString.CopyFrom(certificate.PublicKey.Encoded),
        NotBefore = certificate.NotBeforeMs,
        NotAfter = certificate.NotAfterMs,
        RegisteredAt = time,
    };
}
