using Ledger.Certificates.Paths;

namespace Ledger.Schema.CaTrust;

/// <summary>
/// Every reason of <see cref="CertificateTrust"/> but those of the path itself, which are <see cref="PathReasons"/>. The codes are stable.
/// </summary>
public static class TrustReasons
{
    /// <summary>Good.</summary>
    public static TrustReason Good { get; } = new("good", "The certificate was good for this use, here and then.", "DESIGN §7");

    /// <summary>No recognised CA.</summary>
    public static TrustReason AuthorityUnknown { get; } = new(
        "authority-unknown", "No recognised CA has an authority of the issuer's name.", "DOMAIN §3, CA trust entry");

    /// <summary>Recognised only later.</summary>
    public static TrustReason AuthorityNotYet { get; } = new(
        "authority-not-yet", "The CA was entered only after that time.", "DOMAIN §3, CA trust entry");

    /// <summary>Still connecting.</summary>
    public static TrustReason AuthorityConnecting { get; } = new(
        "authority-connecting", "The CA was still being connected (对接中) at that time.", "DOMAIN §3, CA trust entry");

    /// <summary>Suspended then.</summary>
    public static TrustReason AuthoritySuspended { get; } = new(
        "authority-suspended", "The CA was suspended (暂停) at that time.", "DOMAIN §3, CA trust entry");

    /// <summary>Withdrawn by then.</summary>
    public static TrustReason AuthorityWithdrawn { get; } = new(
        "authority-withdrawn", "The CA had been withdrawn by that time.", "DOMAIN §3, CA trust entry");

    /// <summary>No licence for certification then.</summary>
    public static TrustReason AuthorityUnlicensed { get; } = new(
        "authority-unlicensed",
        "None of the CA's licences for electronic certification (电子认证服务许可证) held at that time.",
        "电子签名法 §18; DOMAIN §3, CA trust entry");

    /// <summary>No licence for the certificates of public bodies then.</summary>
    public static TrustReason GovernmentUnlicensed { get; } = new(
        "government-unlicensed",
        "The certificate is a public body's, and the CA held no licence for government certification (电子政务电子认证服务资质) at that time.",
        "国密局令4号; DOMAIN §3, CA trust entry");

    /// <summary>Not accepted for this usage here.</summary>
    public static TrustReason NotAccepted { get; } = new(
        "not-accepted", "Neither the centre nor its region accepted the CA for this use at that time.", "发改办法规〔2023〕54号; DOMAIN §3");

    /// <summary>The revocation list is too old.</summary>
    public static TrustReason RevocationStale { get; } = new(
        "revocation-too-old",
        "The newest revocation list of that time was older than the policy allows.",
        "freshness policy; RFC 5280 §6.3.3");

    /// <summary>There is no revocation list.</summary>
    public static TrustReason RevocationMissing { get; } = new(
        "revocation-list-missing",
        "No revocation list of the issuer had been imported by that time.",
        "freshness policy; RFC 5280 §6.3.3");

    /// <summary>Replaced by another.</summary>
    public static TrustReason Replaced { get; } = new("replaced", "The subject had replaced the certificate by that time.", "DOMAIN §3");

    /// <summary>No usage was named.</summary>
    public static TrustReason NoUsage { get; } = new("no-usage", "The question names no use.", "DOMAIN §3");

    /// <summary>The question is about the future.</summary>
    public static TrustReason TimeNotReached { get; } = new(
        "time-not-reached", "The state that answers is older than the time asked for.", "DESIGN §2, BFT time");

    /// <summary>All of these reasons.</summary>
    public static IReadOnlyList<TrustReason> All { get; } =
    [
        Good, AuthorityUnknown, AuthorityNotYet, AuthorityConnecting, AuthoritySuspended, AuthorityWithdrawn,
        AuthorityUnlicensed, GovernmentUnlicensed, NotAccepted, RevocationStale, RevocationMissing, Replaced, NoUsage, TimeNotReached,
    ];

    /// <summary>A path's reason as the answer's.</summary>
    internal static TrustReason Of(PathReason reason) => new(reason.Code, reason.Sentence, reason.Rule);
}

/// <summary>Why a certificate was good, or was not.</summary>
/// <param name="Code">Stable, for programs: <c>authority-suspended</c>.</param>
/// <param name="Sentence">For people.</param>
/// <param name="Rule">The rule's source.</param>
public sealed record TrustReason(string Code, string Sentence, string Rule);
