using Ledger.Crypto;
using Ledger.Execution;
using Ledger.Protocol;
using Ledger.Schema;
using Ledger.Sessions;

namespace Ledger.Benchmarks;

/// <summary>A real chain's genesis state, at the time of its block 0.</summary>
internal sealed class BenchmarkSessionChain(Chain chain) : ISessionChain, IStateReader
{
    public Digest ChainId => chain.Genesis.ChainId;

    public IHasher Hasher => chain.Genesis.Hasher;

    public long BlockTime => chain.Head.Header.Time;

    public IStateReader State => this;

    public byte[]? Get(byte[] key) => chain.State.GetAt(key, 0);
}
