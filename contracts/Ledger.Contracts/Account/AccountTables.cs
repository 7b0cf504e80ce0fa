using Ledger.Protocol.V1;

namespace Ledger.Contracts.Account;

/// <summary>The tables of the Account contract.</summary>
public static class AccountTables
{
    /// <summary>Market subjects, by unified social credit code.</summary>
    public static StateTable<Subject> Subjects { get; } = new("account", "subject");

    /// <summary>Registered certificates without their DER, by the 32 bytes of their id.</summary>
    public static StateTable<CertificateRecord> Certificates { get; } = new("account", "certificate");

    /// <summary>Registered certificates' DER, by id.</summary>
    public static StateTable<CertificateDer> CertificateDers { get; } = new("account", "certificate_der");

    /// <summary>Certificate anchors, by id.</summary>
    public static StateTable<CertificateAnchor> Anchors { get; } = new("account", "anchor");

    /// <summary>Ids of anchors, by H(<see cref="Protocol.DomainTag.AnchorName"/> ‖ DER of the subject name).</summary>
    public static StateTable<CertificateAnchorIds> AnchorsByName { get; } = new("account", "anchor_by_name");

    /// <summary>Bindings to centres' own accounts, by the centre's code, <c>/</c>, the subject's code.</summary>
    public static StateTable<LocalAccount> LocalAccounts { get; } = new("account", "local_account");

    internal static IEnumerable<string> Names =>
        [Subjects.Name, Certificates.Name, CertificateDers.Name, Anchors.Name, AnchorsByName.Name, LocalAccounts.Name];
}
