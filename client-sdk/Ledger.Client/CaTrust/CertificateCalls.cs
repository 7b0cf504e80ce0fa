using Google.Protobuf;
using Ledger.Certificates;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Client.CaTrust;

/// <summary>The calls on registered certificates.</summary>
public static class CertificateCalls
{
    /// <summary>Registers a signing certificate, with proof that its subject holds the key.</summary>
    /// <param name="genesis">The chain.</param>
    /// <param name="certificate">The certificate.</param>
    /// <param name="key">The certificate's own key.</param>
    public static RegisterCertificate Register(GenesisFile genesis, Certificate certificate, ISigner key)
    {
        ArgumentNullException.ThrowIfNull(genesis);
        ArgumentNullException.ThrowIfNull(certificate);
        ArgumentNullException.ThrowIfNull(key);
        var id = CertificateId.Compute(genesis.Hasher, certificate.Der.Span);
        return new RegisterCertificate
        {
            Certificate = ByteString.CopyFrom(certificate.Der.Span),
            Possession = ByteString.CopyFrom(key.Sign(PossessionBytes.Encode(genesis.ChainId, id))),
        };
    }

    /// <summary>
    /// Registers an encryption certificate, whose key never signs: the subject's registered signing certificate vouches for it.
    /// </summary>
    /// <param name="genesis">The chain.</param>
    /// <param name="certificate">The encryption certificate.</param>
    /// <param name="signingCertificateId">The signing certificate.</param>
    /// <param name="signingKey">The signing certificate's key.</param>
    public static RegisterCertificate RegisterEncryption(
        GenesisFile genesis, Certificate certificate, Digest signingCertificateId, ISigner signingKey)
    {
        var call = Register(genesis, certificate, signingKey);
        call.SigningCertificateId = ByteString.CopyFrom(signingCertificateId.ToArray());
        return call;
    }

    /// <summary>A registration as a call.</summary>
    public static Call Of(RegisterCertificate register) => new() { Account = new AccountCall { RegisterCertificate = register } };

    /// <summary>Registers a successor; the old certificate stays valid until a named time.</summary>
    /// <param name="oldId">The old certificate.</param>
    /// <param name="successor">The new one's registration.</param>
    /// <param name="oldUntil">Block time from which the old one no longer counts, UTC milliseconds.</param>
    public static Call Replace(Digest oldId, RegisterCertificate successor, long oldUntil) => new()
    {
        Account = new AccountCall
        {
            ReplaceCertificate = new ReplaceCertificate
            {
                OldCertificateId = ByteString.CopyFrom(oldId.ToArray()),
                Successor = successor,
                OldUntil = oldUntil,
            },
        },
    };

    /// <summary>Revokes a registered certificate from its block on: as its subject, its CA, a centre or a regulator.</summary>
    /// <param name="id">The certificate.</param>
    /// <param name="reason">Why, 1 to 200 characters.</param>
    public static Call Revoke(Digest id, string reason) => new()
    {
        Account = new AccountCall
        {
            RevokeCertificate = new RevokeCertificate { CertificateId = ByteString.CopyFrom(id.ToArray()), Reason = reason },
        },
    };
}
