using Ledger.Finality;
using Ledger.Node;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Host.Member;

/// <summary>What a stopped member's validator declares of a height that cannot become final (docs/adr/0043).</summary>
public static class MemberSettling
{
    /// <summary>The validator's declaration for a block, made with its voting key and bound by its vote lock.</summary>
    /// <param name="options">The member.</param>
    /// <param name="node">Its node, which nothing drives.</param>
    /// <param name="voteLock">Its vote lock, open.</param>
    /// <param name="block">The block that is to stand at the lowest height that is not final.</param>
    /// <exception cref="SettlementException">
    /// It declared for another block of that height already, or the block cannot be settled.
    /// </exception>
    /// <exception cref="Storage.StorageException">The vow could not be written.</exception>
    public static SettleDeclaration Declare(MemberOptions options, INode node, IVoteLock voteLock, Digest block)
    {
        ArgumentNullException.ThrowIfNull(options);
        var key = options.Validator.Voting;
        var id = ValidatorRoster.IdOf(options.Genesis.Hasher, key.PublicKey);
        return Settling.Declare(node, new Voter(options.Genesis.ChainId, id, key, TimeProvider.System, voteLock), block);
    }
}
