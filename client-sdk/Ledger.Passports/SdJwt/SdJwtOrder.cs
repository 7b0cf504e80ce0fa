using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Passports.SdJwt;

/// <summary>What an issuer puts into a token.</summary>
public sealed record SdJwtOrder
{
    /// <summary>The chain that the record stands on.</summary>
    public required Digest ChainId { get; init; }

    /// <summary>The record.</summary>
    public required RecordCredential Recorded { get; init; }

    /// <summary>Values of the fields about persons, by name; those left out are empty.</summary>
    public IReadOnlyDictionary<string, string> Persons { get; init; } = new Dictionary<string, string>();

    /// <summary>The issuer's certificate in DER, and above it those that lead to its CA.</summary>
    public required IReadOnlyList<ReadOnlyMemory<byte>> IssuerCertificates { get; init; }

    /// <summary>The subject's key, which alone presents the token.</summary>
    public required PublicKey Holder { get; init; }

    /// <summary>When it is made, UTC milliseconds.</summary>
    public required long IssuedAtMs { get; init; }

    /// <summary>Until when it may be presented, UTC milliseconds: no verifier outside learns of a revocation before.</summary>
    public required long UntilMs { get; init; }
}
