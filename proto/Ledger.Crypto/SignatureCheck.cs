namespace Ledger.Crypto;

/// <summary>One signature to check.</summary>
/// <param name="Key">Whose.</param>
/// <param name="Message">What was signed.</param>
/// <param name="Signature">The signature.</param>
/// <param name="LowS">
/// Of ECDSA's two signatures (r, s) and (r, n−s), which anybody makes from each other, take only the one with s ≤ (n−1)/2. For everything
/// that the chain judges; certificates and messages of the field have either.
/// </param>
public readonly record struct SignatureCheck(
    PublicKey Key, ReadOnlyMemory<byte> Message, ReadOnlyMemory<byte> Signature, bool LowS = false);
