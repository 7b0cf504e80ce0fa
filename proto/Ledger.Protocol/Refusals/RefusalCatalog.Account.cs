namespace Ledger.Protocol;

// Refusals of the Account contract: 4xxx.
public static partial class RefusalCatalog
{
    private static RefusalText[] AccountRefusals =>
    [
        new(RefusalCode.SubjectExists, "SUBJECT_EXISTS",
            "A market subject is registered once by its unified social credit code (DESIGN §6, Account).",
            "Nothing: use the subject as it stands."),
        new(RefusalCode.UnknownSubject, "UNKNOWN_SUBJECT",
            "Certificates and accounts belong to a registered subject (DESIGN §6, Account).",
            "Have a trading centre register the subject first.",
            Transient: true),
        new(RefusalCode.BadUscc, "BAD_USCC",
            "A unified social credit code has 18 characters of its alphabet, six digits in the middle (GB 32100-2015; DOMAIN §4).",
            "Correct the code. A failing check character is no reason for refusal."),
        new(RefusalCode.BadCertificate, "BAD_CERTIFICATE",
            "A certificate is strict DER, X.509 v3, with an algorithm the chain takes (CRYPTO §6, §11; DESIGN §7).",
            "Ask the certificate authority for a certificate that fits."),
        new(RefusalCode.UntrustedIssuer, "UNTRUSTED_ISSUER",
            "A certificate is issued directly by an anchor in the state (DESIGN §7; DOMAIN §3).",
            "Use a certificate of a recognised authority, or have the authority recognised by vote.",
            Transient: true),
        new(RefusalCode.CertificateSubjectMismatch, "CERTIFICATE_SUBJECT_MISMATCH",
            "A certificate names its subject's unified social credit code in its organisation-code extension (GB/T 20518; DOMAIN §3).",
            "Use a certificate that carries the subject's code."),
        new(RefusalCode.CertificateExists, "CERTIFICATE_EXISTS",
            "A certificate is registered once (DESIGN §7).",
            "Nothing: use the certificate as it stands."),
        new(RefusalCode.UnknownCertificate, "UNKNOWN_CERTIFICATE",
            "Only a registered certificate can be revoked (DESIGN §7).",
            "Check the certificate id."),
        new(RefusalCode.BadPossession, "BAD_POSSESSION",
            "Registering a certificate takes a signature by its own key (docs/spec/transaction.md, proof of possession).",
            "Sign the possession bytes of this chain and certificate with the certificate's key."),
        new(RefusalCode.AlreadyRevoked, "ALREADY_REVOKED",
            "A certificate is revoked once, for good (DESIGN §7).",
            "Nothing: the first revocation stands."),
        new(RefusalCode.NotASigningKey, "NOT_A_SIGNING_KEY",
            "Dual certificates: an encryption key never signs (DESIGN §7; CRYPTO §3; GM/T 0015).",
            "Register the signing certificate of the pair."),
        new(RefusalCode.BadText, "BAD_TEXT",
            "Every text has a stated length and no control characters (DESIGN §11).",
            "Correct the text as the message says."),
    ];
}
