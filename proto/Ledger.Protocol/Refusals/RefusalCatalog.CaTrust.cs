namespace Ledger.Protocol;

// Refusals of the CaTrust contract: 7xxx.
public static partial class RefusalCatalog
{
    private static RefusalText[] CaTrustRefusals =>
    [
        new(RefusalCode.UnknownAuthority, "UNKNOWN_AUTHORITY",
            "Only a CA that the consortium entered by vote is on the trust list (DOMAIN §3).",
            "Check the CA's id, or have the CA entered by vote.",
            Transient: true),
        new(RefusalCode.AuthorityNotActive, "AUTHORITY_NOT_ACTIVE",
            "Certificates count while their CA is active; what was signed before a suspension stands (DOMAIN §3).",
            "Use a certificate of an active CA, or have the CA made active by vote.",
            Transient: true),
        new(RefusalCode.CrlTooLarge, "CRL_TOO_LARGE",
            "A revocation list of one call has at most 64 KiB (DESIGN §3: batches ≤ 96 KiB).",
            "Ask the CA for lists in parts (by distribution point), or revoke the certificates one by one."),
        new(RefusalCode.BadCrl, "BAD_CRL",
            "A revocation list is strict DER, complete and direct: no delta and no indirect list (RFC 5280 §5).",
            "Import the CA's complete list."),
        new(RefusalCode.CrlSignature, "CRL_SIGNATURE",
            "A revocation list is signed by an authority of the CA that may sign lists, with algorithms above the floor (RFC 5280 §6.3.3).",
            "Check which CA the list is from."),
        new(RefusalCode.CrlNotNewer, "CRL_NOT_NEWER",
            "thisUpdate advances with every list of an authority, so that no old list replaces a newer one (RFC 5280 §5.1.2.4).",
            "Nothing: the state has this list or a newer one."),
        new(RefusalCode.CrlFromFuture, "CRL_FROM_FUTURE",
            "A revocation list is not dated after block time (RFC 5280 §5.1.2.4).",
            "Import it again when its time has come.",
            Transient: true),
        new(RefusalCode.HistoryFull, "HISTORY_FULL",
            "A dated history holds 128 entries and loses none (DESIGN §11: every list has a limit).",
            "Enter the CA anew under another id."),
    ];
}
