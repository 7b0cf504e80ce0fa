using Ledger.Crypto;

namespace Ledger.Protocol.Sessions;

/// <summary>
/// What follows from a session's secrets. The nonce itself stands in the QR alone: a node that knows the digest of its claim can tell who
/// has seen the QR, and still cannot derive the relay's keys (docs/spec/scan-session.md).
/// </summary>
public static class ScanSecrets
{
    /// <summary>What a phone shows to the node: H(tag ‖ nonce).</summary>
    public static Digest Claim(IHasher hasher, ReadOnlySpan<byte> nonce) => TaggedHash.Compute(hasher, DomainTag.ScanClaim, nonce);

    /// <summary>What the ticket holds of the nonce: H(tag ‖ claim).</summary>
    public static Digest NonceDigest(IHasher hasher, Digest claim) => TaggedHash.Compute(hasher, DomainTag.ScanNonce, claim.ToArray());

    /// <summary>The digest of a browser's secret.</summary>
    public static Digest BrowserBinding(IHasher hasher, ReadOnlySpan<byte> secret) =>
        TaggedHash.Compute(hasher, DomainTag.ScanBrowser, secret);

    /// <summary>The digest of a phone's secret.</summary>
    public static Digest PhoneBinding(IHasher hasher, ReadOnlySpan<byte> secret) => TaggedHash.Compute(hasher, DomainTag.ScanPhone, secret);

    /// <summary>The relay's secret: H(tag ‖ sid ‖ nonce), from which each direction has its key.</summary>
    public static Digest Relay(IHasher hasher, ReadOnlySpan<byte> sid, ReadOnlySpan<byte> nonce) =>
        TaggedHash.Compute(hasher, DomainTag.ScanRelay, [.. sid, .. nonce]);
}
