using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.TestConsortium;

namespace Ledger.Stages.Tests.Admission;

/// <summary>The chain as genesis leaves it.</summary>
internal sealed class GenesisView : IChainView, IStateReader
{
    private readonly Dictionary<string, byte[]> _state = GenesisState.Build(TestChain.Genesis)
        .ToDictionary(entry => Convert.ToHexString(entry.Key), entry => entry.Value, StringComparer.Ordinal);

    public long Time { get; init; } = TestChain.StartMs;

    public ulong FinalHeight { get; init; }

    public uint RuleVersion => TestChain.Genesis.Content.RuleVersion;

    public bool EverythingLanded { get; init; }

    public bool MayPropose { get; init; } = true;

    public ChainLimits Limits => TestChain.Genesis.Content.Limits;

    public IStateReader State => this;

    public bool HasLanded(Digest id) => EverythingLanded;

    public byte[]? Get(byte[] key) => _state.GetValueOrDefault(Convert.ToHexString(key));

    internal void Put(byte[] key, byte[] value) => _state[Convert.ToHexString(key)] = value;
}
