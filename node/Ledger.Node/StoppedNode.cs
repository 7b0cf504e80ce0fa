using Ledger.Crypto.Signatures;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Storage;

namespace Ledger.Node;

/// <summary>A node's store, opened while no node runs on it: it hears nobody, and neither executes nor votes.</summary>
public static class StoppedNode
{
    /// <summary>Opens it to be read.</summary>
    /// <exception cref="StorageException">The store failed or is damaged.</exception>
    public static INode Open(GenesisFile genesis, IStore store) => Core(genesis, store);

    /// <summary>Makes what is derived from its blocks anew.</summary>
    /// <exception cref="StorageException">The store failed or is damaged.</exception>
    public static INode Reindex(GenesisFile genesis, IStore store)
    {
        var core = Core(genesis, store);
        core.Reindex();
        return core;
    }

    /// <summary>Deletes its oldest final blocks, and what belongs to them: see <see cref="NodeCore.Prune"/>.</summary>
    /// <exception cref="StorageException">The store failed or is damaged.</exception>
    public static ulong Prune(GenesisFile genesis, IStore store, ulong blocksKept) => Core(genesis, store).Prune(blocksKept);

    private static NodeCore Core(GenesisFile genesis, IStore store) => new(
        new NodeParts(genesis, store, new SignatureVerifier(), new Silence(), null, TimeProvider.System, TimeProvider.System),
        new NodeOptions());

    private sealed class Silence : INetwork
    {
        public void Broadcast(PeerMessage message)
        {
        }

        public void Send(Digest validator, PeerMessage message)
        {
        }
    }
}
