using Ledger.Protocol;

namespace Ledger.Schema.CaTrust;

/// <summary>The answer to a <see cref="TrustQuestion"/>.</summary>
public sealed record TrustAnswer
{
    /// <summary>Whether the certificate was good.</summary>
    public bool IsGood => ReferenceEquals(Reason, TrustReasons.Good);

    /// <summary>Why.</summary>
    public required TrustReason Reason { get; init; }

    /// <summary>The values that mattered, for people; may be empty.</summary>
    public string Detail { get; init; } = string.Empty;

    /// <summary>The certificate's id.</summary>
    public required Digest CertificateId { get; init; }

    /// <summary>The CA whose path was judged; null where no recognised CA has an authority of the issuer's name.</summary>
    public string? CaId { get; init; }

    /// <summary>The subject's unified social credit code by the CA's profile; null where the certificate holds none.</summary>
    public string? Uscc { get; init; }

    /// <summary>What does not make the certificate bad, but should be known.</summary>
    public IReadOnlyList<TrustReason> Warnings { get; init; } = [];
}
