namespace Ledger.Crypto.Signatures;

/// <summary>Limits of a <see cref="SignatureVerifier"/>.</summary>
/// <param name="KeysMax">How many parsed keys are kept for each kind of algorithm; at least 1. An SM2 key takes about 2 KiB.</param>
/// <param name="Sm2Engine">Which implementation checks SM2 signatures.</param>
/// <param name="Sm2TablesMax">
/// For how many of the SM2 keys in most recent use <see cref="Sm2Engine.Managed"/> keeps a table of multiples; 0 for none.
/// </param>
/// <param name="Sm2TableAfterUses">At which use a key gets its table; at least 1. A table costs about what it saves in ten checks.</param>
/// <param name="Sm2TableWindowBits">
/// Window of a table, 2 to 8 bits. Wider means fewer additions, but 65 KiB for 5, 108 KiB for 6, 185 KiB for 7,
/// 330 KiB for 8: beyond the processor's cache it is slower.
/// </param>
/// <param name="Sm2Lanes">
/// Whether <see cref="Sm2Engine.Managed"/> checks eight signatures at once where the processor can (AVX-512 F and DQ). The answers are the
/// same.
/// </param>
public sealed record SignatureVerifierOptions(
    int KeysMax = 16_384,
    Sm2Engine Sm2Engine = Sm2Engine.Managed,
    int Sm2TablesMax = 1_024,
    int Sm2TableAfterUses = 8,
    int Sm2TableWindowBits = 5,
    bool Sm2Lanes = true);
