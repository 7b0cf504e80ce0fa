using System.Diagnostics.CodeAnalysis;
using Ledger.Finality;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Node;

/// <summary>What a stopped node says of a height that cannot become final (docs/adr/0043).</summary>
public static class Settling
{
    /// <summary>
    /// The block of the lowest height that is not final, which alone can be settled, that a validator's votes there and above stand on:
    /// <see cref="Digest.Zero"/> where it signed none, <see cref="Settlements.Unknown"/> where its lock says that it may have, and this
    /// directory does not hold them all.
    /// </summary>
    public static Digest VotedAt(INode node, ulong lockedHeight)
    {
        ArgumentNullException.ThrowIfNull(node);
        var height = node.Finality.FinalHeight + 1;
        if (lockedHeight < height)
        {
            return Digest.Zero;
        }

        for (var at = height; at <= lockedHeight; at++)
        {
            if (node.Votes.ReadOwnVote(at) is null)
            {
                return Settlements.Unknown;
            }
        }

        return new Digest(node.Votes.ReadOwnVote(height)!.BlockHash.Span);
    }

    /// <summary>A validator's declaration that a block is to stand at the lowest height that is not final.</summary>
    /// <exception cref="SettlementException">
    /// It declared for another block of that height already, or the block cannot be settled.
    /// </exception>
    /// <exception cref="Storage.StorageException">The vow could not be written.</exception>
    public static SettleDeclaration Declare(INode node, Voter voter, Digest block)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(voter);
        var height = node.Finality.FinalHeight + 1;
        var isOwn = node.Chain.HashOf(height) == block;
        if (isOwn && node.Chain.ValidatorsFor(height + 1).Hash != node.Chain.ValidatorsFor(height).Hash)
        {
            throw new SettlementException(
                $"Block {block} of height {height} changes the validator set, and only a certificate of its own makes such a block " +
                "final: it cannot be settled. What to do: mend what keeps validators from voting for it.");
        }

        var declaration = voter.Declare(new SettleVow(height, block), VotedAt(node, voter.LockedHeight)) ?? throw new SettlementException(
            $"This validator has declared for block {voter.Vow!.Block} of height {voter.Vow.Height} already, and never declares for " +
            "another: two settled blocks of one height would be a fork. What to do: agree on that block.");
        if (isOwn)
        {
            declaration.Batch = node.Chain.Blocks.GetBlock(height)!.Batch;
        }

        return declaration;
    }
}

/// <summary>Declarations settle nothing, or none can be made.</summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "It is always said why.")]
public sealed class SettlementException : Exception
{
    /// <summary>With words for what is no fault of the declarations.</summary>
    public SettlementException(string message)
        : base(message)
    {
    }

    /// <summary>With words for what is wrong with them.</summary>
    public SettlementException(SettlementError error)
        : base($"The declarations do not settle the height ({error}): {WordsOf(error)}") => Error = error;

    /// <summary>What is wrong with the declarations.</summary>
    public SettlementError Error { get; }

    private static string WordsOf(SettlementError error) => error switch
    {
        SettlementError.Count => "there is none, or more than there are validators. Name each validator's declaration once.",
        SettlementError.OtherBlock => "they are for different blocks or heights, or one is damaged. Agree on one block.",
        SettlementError.UnknownValidator => "one is by a key that is no validator at that height. Leave it out.",
        SettlementError.OutOfOrder => "a validator's stands there twice. Leave one out.",
        SettlementError.BadSignature => "a signature does not verify: one is damaged, of another chain, or made up. Ask for it again.",
        SettlementError.NoQuorum => "who declared does not hold more than 2/3 of the votes. Get those of more validators.",
        SettlementError.AnotherMayBeFinal =>
            "another block may have a certificate, or get one, by those who voted for it, do not know, or are silent. Get the " +
            "declarations of more validators, or settle that block.",
        SettlementError.NoBatch => "none brings the batch. Get that of a validator that executed the block.",
        _ => throw new ArgumentOutOfRangeException(nameof(error), error, "It is no fault."),
    };
}
