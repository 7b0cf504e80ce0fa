using Ledger.Crypto;
using Ledger.Node;
using Ledger.Protocol;
using Ledger.Schema;
using Ledger.Sessions;

namespace Ledger.Api;

/// <summary>
/// What scan sessions see of a node's chain: its newest final block, for a certificate that was only executed may not stay.
/// </summary>
public sealed class FinalSessionChain(INode core) : ISessionChain, IStateReader
{
    private volatile Tuple<ulong, long>? _time; // a reference, so that readers on other threads see both or neither

    /// <inheritdoc/>
    public Digest ChainId => core.Chain.Genesis.ChainId;

    /// <inheritdoc/>
    public IHasher Hasher => core.Chain.Genesis.Hasher;

    /// <inheritdoc/>
    public IStateReader State => this;

    /// <inheritdoc/>
    public long BlockTime
    {
        get
        {
            var height = core.Finality.FinalHeight;
            if (_time is { } known && known.Item1 == height)
            {
                return known.Item2;
            }

            var block = core.Chain.Blocks.GetBlock(height)
                ?? throw new InvalidOperationException($"Block {height} is final but not stored.");
            var header = BlockHeader.TryDecode(block.Header.Span, out var read)
                ? read
                : throw new InvalidOperationException($"Block {height} has no header.");
            _time = Tuple.Create(height, header.Time);
            return header.Time;
        }
    }

    /// <inheritdoc/>
    public byte[]? Get(byte[] key) => core.Chain.State.GetAt(key, core.Finality.FinalHeight);
}
