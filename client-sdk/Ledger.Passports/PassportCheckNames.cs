namespace Ledger.Passports;

/// <summary>The checks of a passport, in their order. The names are stable; docs/spec/passport.md defines each.</summary>
public static class PassportCheckNames
{
    /// <summary>The file's form.</summary>
    public const string Format = "format";

    /// <summary>The chain is the trusted one.</summary>
    public const string Genesis = "genesis";

    /// <summary>Every validator set follows from genesis.</summary>
    public const string ValidatorChain = "validator-chain";

    /// <summary>Every block is final.</summary>
    public const string QuorumCertificate = "quorum-certificate";

    /// <summary>What is said of the state stands in it.</summary>
    public const string StateProof = "state-proof";

    /// <summary>Every transaction stands in its block.</summary>
    public const string TransactionInclusion = "transaction-inclusion";

    /// <summary>The issuer signed the transaction that issued the record.</summary>
    public const string IssuerSignature = "issuer-signature";

    /// <summary>The issuer's certificate was registered and counted at signing.</summary>
    public const string IssuerCertificate = "issuer-certificate";

    /// <summary>The certificate's path and status at signing.</summary>
    public const string AsOfStatus = "as-of-status";

    /// <summary>The record is the one that was committed to.</summary>
    public const string Commitment = "commitment";

    /// <summary>The terms are those of the record and the commitment.</summary>
    public const string Terms = "terms";

    /// <summary>Whether a credential's record is in force.</summary>
    public const string Standing = "standing";

    /// <summary>Whether the subject itself presents a credential.</summary>
    public const string Holder = "holder";

    /// <summary>Whether it answers what the reader asked.</summary>
    public const string Request = "request";

    private static readonly (string Name, string Rule)[] Rules =
    [
        (Format, "The file begins with the magic, keeps within the limits, and is the one encoding of a Passport."),
        (Genesis, "The chain id is the one trusted, and the genesis file hashes to it."),
        (
            ValidatorChain,
            "The set that finalises each block is genesis' own, or stands in a proven state of the final block before its first."),
        (
            QuorumCertificate,
            "Each header is signed by more than 2/3 of the votes of its set, or named through the headers above it by one that is."),
        (StateProof, "Each multiproof leads to its header's state root, and reaches every key that the checks below read."),
        (TransactionInclusion, "Each transaction's id and signature are a leaf under its header's transactions root."),
        (
            IssuerSignature,
            "The record's issuer signed the transaction that issued it, or the commitments to its fields, with the key of a certificate " +
            "registered for it."),
        (
            IssuerCertificate,
            "The certificate is the registered one, names the issuer, and was valid, not revoked and not replaced at signing."),
        (AsOfStatus, "A path to a CA recognised at signing, active and accepted there, held at that time."),
        (
            Commitment,
            "The record carries the commitment that the issuer signed, from the block at whose time it was issued; an opening " +
            "hashes to it. Of a credential each field shown opens one of the commitments that stand on the chain for this record."),
        (Terms, "The terms shown are those of the record, or those that open its commitment, and name the issuer as guarantor."),
        (Holder, "A certificate of the record's subject, good at the checkpoint's time, signed this passport and the request it answers."),
        (Standing, "The record is in force at the time asked about, and was neither suspended nor ended by the checkpoint's."),
        (Request, "It answers the reader's own request – section, audience, nonce – and shows the fields asked for and no others."),
    ];

    private static readonly string[] Common = [Format, Genesis, ValidatorChain, QuorumCertificate, StateProof];

    /// <summary>The names of a guarantee's checks, in their order.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. Common, TransactionInclusion, IssuerSignature, IssuerCertificate, AsOfStatus, Commitment, Terms];

    /// <summary>The names of a credential's checks, in their order.</summary>
    public static IReadOnlyList<string> OfCredential { get; } =
        [.. Common, IssuerSignature, IssuerCertificate, AsOfStatus, Holder, Standing, Commitment, Request];

    /// <summary>The rule of a check.</summary>
    /// <exception cref="ArgumentException">There is no check of that name.</exception>
    public static string RuleOf(string name) =>
        Array.Find(Rules, rule => rule.Name == name).Rule ?? throw new ArgumentException($"There is no check {name}.", nameof(name));
}
