using Ledger.Audit.Replay;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;

namespace Ledger.TestConsortium;

/// <summary>An auditor's replay of a chain of the tests.</summary>
public sealed class TestReplay(GenesisFile genesis, ISignatureVerifier verifier) : IStateReader, IDisposable
{
    private readonly ReplayedChain _chain = new(
        genesis, verifier, new ReplayOptions { StateFile = Path.Combine(Path.GetTempPath(), $"ledger-replay-{Guid.NewGuid():N}") });

    /// <summary>A replay of <see cref="TestChain"/>.</summary>
    public TestReplay(ISignatureVerifier? verifier = null)
        : this(TestChain.Genesis, verifier ?? TestChain.Verifier)
    {
    }

    /// <summary>The hash of the newest block that came out as it claims to be.</summary>
    public Digest Hash => _chain.Hash;

    /// <summary>Executes the next block again; null where everything is as it claims.</summary>
    public ReplayDifference? Check(Block block, QuorumCertificate? certificate) => _chain.Check(_chain.Prepare(block), certificate);

    /// <inheritdoc/>
    public byte[]? Get(byte[] key) => _chain.Get(key);

    /// <inheritdoc/>
    public void Dispose() => _chain.Dispose();
}
