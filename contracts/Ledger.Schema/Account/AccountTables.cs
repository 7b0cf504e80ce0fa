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

    internal static IEnumerable<string> Names =>
        [Subjects.Name, Certificates.Name, CertificateDers.Name, CertificatesBySerial.Name, LocalAccounts.Name];
}
