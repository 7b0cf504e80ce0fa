using Ledger.Contracts.Account;
using Ledger.Contracts.Membership;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Contracts;

/// <summary>Who signs transactions. Asked for every transaction, at admission and again at execution, so it costs two reads.</summary>
public static class SignerRules
{
    /// <summary>
    /// Finds the signer behind a certificate id as of a block's time: <see cref="RefusalCode.UnknownSigner"/> where none is registered,
    /// <see cref="RefusalCode.CertificateNotValid"/> where it is not yet valid, expired or revoked.
    /// </summary>
    public static Refused Resolve(IStateReader state, Digest certificateId, long blockTime, out Signer? signer)
    {
        signer = null;
        var certificates = AccountTables.Certificates;
        if (certificates.Read(state, certificates.Key(certificateId.ToArray())) is not { } record)
        {
            return new Refused(RefusalCode.UnknownSigner, $"No certificate {certificateId} is registered.");
        }

        if (Validity(record, certificateId, blockTime) is { IsRefused: true } invalid)
        {
            return invalid;
        }

        var members = MembershipTables.Members;
        var member = members.Read(state, members.Key(record.Uscc));
        var key = new PublicKey((SignatureAlgorithm)record.Algorithm, record.PublicKey.Span);
        signer = new Signer(certificateId, key, record.Uscc, member is { Active: true } ? member : null);
        return Refused.No;
    }

    /// <summary>Whether the registered certificate counts at <paramref name="time"/>: both ends of its validity are included, revocation counts at once.</summary>
    internal static Refused Validity(CertificateRecord record, Digest certificateId, long time)
    {
        if (record.RevokedAt != 0 && time >= record.RevokedAt)
        {
            return new Refused(RefusalCode.CertificateNotValid, $"Certificate {certificateId} is revoked since {record.RevokedAt}; block time is {time}.");
        }

        return time < record.NotBefore || time > record.NotAfter
            ? new Refused(RefusalCode.CertificateNotValid, $"Certificate {certificateId} is valid from {record.NotBefore} to {record.NotAfter}; block time is {time}.")
            : Refused.No;
    }

    /// <summary>Refuses a signer who is not an active member with the role.</summary>
    internal static Refused Require(Signer signer, Role role, string call) => signer.Has(role)
        ? Refused.No
        : new Refused(RefusalCode.NotPermitted, $"{call} needs an active member with role {role}; {signer.Uscc} is none.");
}
