using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Schema;

namespace Ledger.Sessions;

/// <summary>What sessions know of the chain. Read by many threads.</summary>
public interface ISessionChain
{
    /// <summary>The chain's id, which every signature covers.</summary>
    Digest ChainId { get; }

    /// <summary>The chain's hash.</summary>
    IHasher Hasher { get; }

    /// <summary>
    /// Time of the block whose state <see cref="State"/> is, UTC milliseconds: the clock that certificates are held against.
    /// </summary>
    long BlockTime { get; }

    /// <summary>The state.</summary>
    IStateReader State { get; }
}
