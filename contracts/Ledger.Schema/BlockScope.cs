using Ledger.Crypto;
using Ledger.Protocol;

namespace Ledger.Schema;

/// <summary>What is the same for all calls of a block.</summary>
/// <param name="ChainId">The chain.</param>
/// <param name="Suite">The chain's algorithms.</param>
/// <param name="Hasher">The chain's hash.</param>
/// <param name="Verifier">Checks signatures inside calls (certificates, proofs of possession).</param>
/// <param name="Height">The block's height.</param>
/// <param name="Time">The block's BFT time, UTC milliseconds.</param>
/// <param name="RuleVersion">The rules it is executed under.</param>
public sealed record BlockScope(
    Digest ChainId, CryptoSuite Suite, IHasher Hasher, ISignatureVerifier Verifier, ulong Height, long Time, uint RuleVersion);
