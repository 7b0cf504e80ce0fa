using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Account;
using Ledger.Schema.CaTrust;
using Ledger.Schema.Membership;

namespace Ledger.Schema;

/// <summary>Who signs transactions. Asked for every transaction, at admission and again at execution, so it costs three reads.</summary>
public static class SignerRules
{
    /// <summary>
    /// Finds the signer behind a certificate id as of a block's time: <see cref="RefusalCode.UnknownSigner"/> where none is registered,
    /// <see cref="RefusalCode.CertificateNotValid"/> where it is not yet valid, expired, revoked or replaced, or its authority no longer
    /// counts, <see cref="RefusalCode.NotASigningKey"/> for an encryption certificate, <see cref="RefusalCode.AuthorityNotActive"/> where
    /// its CA is not active. The path was judged when it was registered; status, revocation and validity are judged now.
    /// </summary>
    public static Refused Resolve(IStateReader state, Digest certificateId, long blockTime, out Signer? signer) =>
        Judge(Read(state, certificateId), certificateId, blockTime, out signer);

    /// <summary>What the state says of a signer, whatever the time is; null where no such certificate is registered.</summary>
    public static SignerRecords? Read(IStateReader state, Digest certificateId)
    {
        var certificates = AccountTables.Certificates;
        if (certificates.Read(state, certificates.Key(certificateId.ToArray())) is not { } record)
        {
            return null;
        }

        var members = MembershipTables.Members;
        return new SignerRecords(
            record,
            new PublicKey((SignatureAlgorithm)record.Algorithm, record.PublicKey.Span),
            AuthorityRecords.FindStanding(record.CaId, state),
            members.Read(state, members.Key(record.Uscc)));
    }

    /// <summary>Whether <see cref="Read"/> may read this key for some signer: with it, what was read before counts no more.</summary>
    public static bool ReadsFrom(ReadOnlySpan<byte> key) =>
        key.StartsWith(AccountTables.Certificates.Prefix)
        || key.StartsWith(CaTrustTables.Standings.Prefix)
        || key.StartsWith(MembershipTables.Members.Prefix);

    /// <summary>Judges as <see cref="Resolve"/> does, on records that were read.</summary>
    /// <exception cref="InvalidDataException">The state holds a certificate and not its CA: it is corrupt.</exception>
    public static Refused Judge(SignerRecords? records, Digest certificateId, long blockTime, out Signer? signer)
    {
        signer = null;
        if (records is not { Certificate: var record })
        {
            return new Refused(RefusalCode.UnknownSigner, $"No certificate {certificateId} is registered.");
        }

        if (Validity(record, certificateId, blockTime) is { IsRefused: true } invalid)
        {
            return invalid;
        }

        if (Standing(records, certificateId, blockTime) is { IsRefused: true } notStanding)
        {
            return notStanding;
        }

        signer = new Signer(certificateId, records.Key, record.Uscc, records.Member is { Active: true } member ? member : null);
        return Refused.No;
    }

    /// <summary>
    /// Whether the registered certificate signs and counts at <paramref name="time"/>: both ends of its validity are included, revocation
    /// and the end of its overlap count at once.
    /// </summary>
    internal static Refused Validity(CertificateRecord record, Digest certificateId, long time)
    {
        if (record.Kind != CertificateKind.Signing)
        {
            return new Refused(RefusalCode.NotASigningKey, $"Certificate {certificateId} is for encryption; its key never signs.");
        }

        if (record.RevokedAt != 0 && time >= record.RevokedAt)
        {
            return new Refused(
                RefusalCode.CertificateNotValid,
                $"Certificate {certificateId} is revoked since {record.RevokedAt}; block time is {time}.");
        }

        if (record.ReplacedUntil != 0 && time >= record.ReplacedUntil)
        {
            return new Refused(
                RefusalCode.CertificateNotValid,
                $"Certificate {certificateId} is replaced since {record.ReplacedUntil}; block time is {time}.");
        }

        var notAfter = Math.Min(record.NotAfter, record.PathNotAfter);
        return time < record.NotBefore || time > notAfter
            ? new Refused(
                RefusalCode.CertificateNotValid,
                $"Certificate {certificateId} is valid from {record.NotBefore} to {notAfter}; block time is {time}.")
            : Refused.No;
    }

    /// <summary>Whether the CA is active and the authority that issued the certificate still counts.</summary>
    private static Refused Standing(SignerRecords records, Digest certificateId, long time)
    {
        var record = records.Certificate;
        var standing = records.Standing ?? throw AuthorityRecords.NoStanding(record.CaId);
        var status = AuthorityStatuses.At(standing, time);
        if (status != AuthorityStatus.Active)
        {
            return new Refused(
                RefusalCode.AuthorityNotActive,
                $"Certificate {certificateId} is of CA {record.CaId}, which is {status} at block time {time}.");
        }

        var ended = EndedIssuers.SinceOf(standing, record.IssuerId.Span);
        return time >= ended
            ? new Refused(
                RefusalCode.CertificateNotValid,
                $"The authority that issued certificate {certificateId} no longer counts since {ended}; block time is {time}.")
            : Refused.No;
    }

    /// <summary>Refuses a signer who is not an active member with the role.</summary>
    internal static Refused Require(Signer signer, Role role, string call) => signer.Has(role)
        ? Refused.No
        : new Refused(RefusalCode.NotPermitted, $"{call} needs an active member with role {role}; {signer.Uscc} is none.");
}
