using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Passports.Credentials;

/// <summary>What a valid passport proves of a credential.</summary>
public sealed record CredentialView
{
    /// <summary>Whose it is, and who presented it: a unified social credit code.</summary>
    public required string SubjectUscc { get; init; }

    /// <summary>The subject's name as registered; empty where it is not.</summary>
    public required string SubjectName { get; init; }

    /// <summary>Whose word it is.</summary>
    public required string IssuerUscc { get; init; }

    /// <summary>The issuer's name as a member; empty where it is none any more.</summary>
    public required string IssuerName { get; init; }

    /// <summary>The record's 16 bytes.</summary>
    public required ReadOnlyMemory<byte> RecordId { get; init; }

    /// <summary>Which kind of record.</summary>
    public required CredentialKind Kind { get; init; }

    /// <summary>Whether the answer rests on something that came to the chain only after the time that was asked about.</summary>
    public required bool IsLate { get; init; }

    /// <summary>Block time at which the issuer bound itself to the fields, UTC milliseconds.</summary>
    public required long CommittedAtMs { get; init; }

    /// <summary>What it answers.</summary>
    public required PassportRequest Request { get; init; }

    /// <summary>The subject's certificate that presented it.</summary>
    public required Digest PresentedBy { get; init; }

    /// <summary>The fields that are shown: those that were asked for.</summary>
    public required IReadOnlyList<CredentialField> Fields { get; init; }
}
