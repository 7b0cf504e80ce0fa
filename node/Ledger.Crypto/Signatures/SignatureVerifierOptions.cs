namespace Ledger.Crypto;

/// <summary>Limits of a <see cref="SignatureVerifier"/>.</summary>
/// <param name="KeysMax">How many parsed keys are kept for each kind of algorithm; at least 1. An SM2 key takes about 2 KiB.</param>
public sealed record SignatureVerifierOptions(int KeysMax = 16_384);
