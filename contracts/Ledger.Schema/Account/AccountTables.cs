using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Schema.Account;

/// <summary>The tables of the Account contract.</summary>
public static class AccountTables
{
    /// <summary>Market subjects, by unified social credit code.</summary>
    public static StateTable<Subject> Subjects { get; } = new("account", "subject");

    /// <summary>Registered certificates without their DER, by the 32 bytes of their id.</summary>
    public static StateTable<CertificateRecord> Certificates { get; } = new("account", "certificate");

    /// <summary>Registered certificates' DER, by id.</summary>
    public static StateTable<CertificateDer> CertificateDers { get; } = new("account", "certificate_der");

    /// <summary>Registered certificates' ids, by issuer id and serial number.</summary>
    public static StateTable<CertificateRef> CertificatesBySerial { get; } = new("account", "certificate_by_serial");

    /// <summary>Bindings to centres' own accounts, by the centre's code, <c>/</c>, the subject's code.</summary>
    public static StateTable<LocalAccount> LocalAccounts { get; } = new("account", "local_account");

    /// <summary>What each key of the chain is for, by <see cref="KeyOf"/>.</summary>
    public static StateTable<KeyRecord> Keys { get; } = new("account", "key");

    /// <summary>Persons' powers for a subject, by <see cref="OperatorKey"/>.</summary>
    public static StateTable<Operator> Operators { get; } = new("account", "operator");

    internal static IEnumerable<string> Names =>
    [
        Subjects.Name, Certificates.Name, CertificateDers.Name, CertificatesBySerial.Name, LocalAccounts.Name, Keys.Name, Operators.Name,
    ];

    /// <summary>The full key of an operator: the subject's code, <c>/</c>, the certificate's 32 bytes.</summary>
    public static byte[] OperatorKey(string uscc, ReadOnlySpan<byte> certificateId) =>
        Operators.Key([.. System.Text.Encoding.UTF8.GetBytes(uscc), (byte)'/', .. certificateId]);

    /// <summary>The full key of a key's record: H(<see cref="DomainTag.RegisteredKey"/> ‖ its algorithm in one byte ‖ the key).</summary>
    public static byte[] KeyOf(PublicKey key, IHasher hasher)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Keys.Key(TaggedHash.Compute(hasher, DomainTag.RegisteredKey, [(byte)key.Algorithm, .. key.Encoded]).ToArray());
    }
}
