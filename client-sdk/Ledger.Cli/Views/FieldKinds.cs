namespace Ledger.Cli.Views;

/// <summary>
/// What the 64-bit numbers and the bytes of the protocol's messages are, by the names of their fields. A test holds every field to one
/// kind.
/// </summary>
internal static class FieldKinds
{
    private static readonly string[] TimeEndings = ["_at", "_until", "_from", "_update", "_after", "_before", "_time", "_due"];
    private static readonly string[] IdEndings = ["_id", "_ids", "_digest", "_hash", "_commitment"];
    private static readonly HashSet<string> Times = ["as_of", "at", "due", "until", "since", "time", "exp", "iat"];

    private static readonly HashSet<string> Counts = ["max_age_ms", "not_after_ms_max"];

    private static readonly HashSet<string> Ids =
    [
        "address", "amends", "answered", "answers", "approval", "bidder_commitments", "block_hash", "commitment", "commitments",
        "digest", "first_content", "first_transaction", "hashes", "history_root", "id",
        "letter", "mailbox", "node", "nodes",
        "previous", "proposer", "replaced_by", "root", "scopes", "serial_number", "shape", "sibling", "sid", "signer", "supersedes",
        "unnamed", "validator", "voted", "writer",
    ];

    private static readonly HashSet<string> Binaries =
    [
        "anchor", "answer", "approvals", "batch", "bid_file_header", "bid_key", "binding", "body", "browser_secret", "business_key",
        "certificate", "certificate_anchors",
        "certificates", "challenge",
        "claim", "committee_key", "committee_signature", "consistency", "content", "context", "copies", "crl", "decoys", "der", "early",
        "encryption_certificate",
        "encryption_key", "file_key",
        "from", "genesis", "header", "header_before", "headers", "key", "local_account", "mailbox_key", "next_challenge", "nonce",
        "opening_key", "opening_private_key",
        "path", "phone_binding", "phone_secret", "piece", "possession", "prefix", "proof", "public_key", "question", "read_token",
        "receipt",
        "receipts",
        "record", "record_key", "request", "result",
        "salt", "sealed", "sealed_details", "sealing_key", "secret", "signature", "signatures", "stamp_epoch", "terms", "transaction",
        "transactions", "uploader_key",
        "value", "witness_key",
    ];

    /// <summary>Fen.</summary>
    internal static bool IsMoney(string field) => field.EndsWith("_fen", StringComparison.Ordinal);

    /// <summary>UTC milliseconds.</summary>
    internal static bool IsTime(string field) =>
        Times.Contains(field) || TimeEndings.Any(ending => field.EndsWith(ending, StringComparison.Ordinal));

    /// <summary>A plain number.</summary>
    internal static bool IsCount(string field) => Counts.Contains(field);

    /// <summary>Bytes that name or bind something.</summary>
    internal static bool IsId(string field) =>
        Ids.Contains(field) || IdEndings.Any(ending => field.EndsWith(ending, StringComparison.Ordinal));

    /// <summary>Any other bytes.</summary>
    internal static bool IsBinary(string field) => Binaries.Contains(field);
}
