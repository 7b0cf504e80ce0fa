namespace Ledger.Api.Access;

/// <summary>What a method is about. An operator opens and closes these, not methods one by one.</summary>
public enum AccessGroup
{
    /// <summary>Whether the node is well, and what it offers. Always open: balancers and first contacts know nobody.</summary>
    Status,

    /// <summary>What is final, with proofs.</summary>
    Reads,

    /// <summary>Transactions, each signed for the chain, and what became of them.</summary>
    Submissions,

    /// <summary>Scan sessions between a page and a phone.</summary>
    Sessions,

    /// <summary>Letters.</summary>
    Mail,

    /// <summary>Encrypted documents.</summary>
    Documents,
}

/// <summary>Who a caller is known to be, from nobody up: each may do what those before it may.</summary>
public enum AccessRole
{
    /// <summary>Nobody that is known.</summary>
    Anyone,

    /// <summary>A market subject with a registered certificate that counts.</summary>
    Subject,

    /// <summary>An active member of the consortium, or a system that the operator named as one's.</summary>
    Member,

    /// <summary>The node's operator.</summary>
    Operator,
}

/// <summary>
/// Which methods a node serves, and to whom where their group is not open to anyone. The one table: docs/spec/access.md shows it, a method
/// that is not in it is refused to everybody.
/// </summary>
public static class AccessTable
{
    private static readonly Dictionary<string, AccessRow> ByMethod = Rows().ToDictionary(row => row.Method, StringComparer.Ordinal);

    /// <summary>The rows, in the order of groups.</summary>
    public static IReadOnlyCollection<AccessRow> All => ByMethod.Values;

    /// <summary>The row of a method, <c>/ledger.v1.LedgerNode/Submit</c>; null where none is served.</summary>
    public static AccessRow? Find(string method) => ByMethod.GetValueOrDefault(method);

    private static IEnumerable<AccessRow> Rows() =>
    [
        .. Of(AccessGroup.Status, AccessRole.Anyone, "ledger.v1.LedgerNode", "GetStatus"),
        .. Of(AccessGroup.Status, AccessRole.Anyone, "grpc.health.v1.Health", "Check", "Watch"),
        .. Of(AccessGroup.Status, AccessRole.Anyone, "grpc.reflection.v1.ServerReflection", "ServerReflectionInfo"),
        .. Of(AccessGroup.Status, AccessRole.Anyone, "grpc.reflection.v1alpha.ServerReflection", "ServerReflectionInfo"),
        .. Of(
            AccessGroup.Reads, AccessRole.Subject, "ledger.v1.LedgerNode", "GetBlock", "GetHistoryProof", "GetState", "ListState"),
        // What all events or blocks say together is for those who keep the chain; a subject asks for what concerns it.
        .. Of(AccessGroup.Reads, AccessRole.Member, "ledger.v1.LedgerNode", "SubscribeEvents", "ListEvents", "StreamBlocks"),
        .. Of(AccessGroup.Submissions, AccessRole.Subject, "ledger.v1.LedgerNode", "Submit", "GetTransaction", "AwaitTransaction"),
        // A phone shows its certificate within the session, which the chain then records; who opens one has signed its ticket.
        .. Of(
            AccessGroup.Sessions, AccessRole.Subject, "ledger.v1.ScanSessions", "Open", "Fetch", "Claim", "Confirm", "Reject", "Watch",
            "PushFrame", "PullFrames"),
        .. Of(
            AccessGroup.Mail, AccessRole.Subject, "ledger.v1.Mailbox", "GetTerms", "GetChallenge", "Deposit", "Fetch", "Acknowledge"),
        .. Of(
            AccessGroup.Documents, AccessRole.Subject, "ledger.v1.DocumentStore", "GetTerms", "GetChallenge", "GetProgress", "Upload",
            "UploadPiece", "Download", "Renew", "Delete"),
    ];

    private static IEnumerable<AccessRow> Of(AccessGroup group, AccessRole role, string service, params string[] methods) =>
        methods.Select(method => new AccessRow($"/{service}/{method}", group, role));
}

/// <summary>A method, and who may call it.</summary>
/// <param name="Method">Its full name.</param>
/// <param name="Group">What opens it to anyone.</param>
/// <param name="Role">Who may call it where its group is closed.</param>
public sealed record AccessRow(string Method, AccessGroup Group, AccessRole Role);
