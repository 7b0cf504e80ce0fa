using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Finality;

/// <summary>
/// Holds the key that a validator votes with, and signs with it votes, batches and settling declarations alone (ADR 0022, 0023, 0043).
/// Signs a validator's votes with its own clock. What it returns must be durable before it is sent, and is then final: one vote for each
/// height, which the lock holds it to whatever becomes of the data directory.
/// </summary>
public sealed class Voter(Digest chainId, Digest validatorId, ISigner signer, TimeProvider clock, IVoteLock voteLock)
{
    /// <summary>The highest height that this key may have voted at.</summary>
    public ulong LockedHeight => voteLock.Height;

    /// <summary>
    /// What this key is bound to by its newest declaration; null where it signed none. Who asks for votes holds it to that.
    /// </summary>
    public SettleVow? Vow => voteLock.Vow;

    /// <summary>This validator's id.</summary>
    public Digest ValidatorId { get; } = validatorId;

    /// <summary>
    /// This validator's vote for a block; null where it is not among those who finalise it, or may have voted at that height before.
    /// </summary>
    /// <exception cref="Storage.StorageException">The lock could not be written.</exception>
    public SignedVote? Vote(CandidateBlock block)
    {
        if (block.Validators.Find(ValidatorId) is null || !voteLock.TryLock(block.Height, block.Hash))
        {
            return null;
        }

        var time = Math.Max(0, clock.GetUtcNow().ToUnixTimeMilliseconds());
        var message = VoteBytes.Encode(chainId, block.Height, block.Hash, time);
        return new SignedVote
        {
            Height = block.Height,
            BlockHash = UnsafeByteOperations.UnsafeWrap(block.Hash.ToArray()),
            Vote = new Vote
            {
                Validator = UnsafeByteOperations.UnsafeWrap(ValidatorId.ToArray()),
                Time = time,
                Signature = UnsafeByteOperations.UnsafeWrap(signer.Sign(message)),
            },
        };
    }

    /// <summary>
    /// This validator's declaration that it signs at a height and above only what stands on one block, and what it signed there so far;
    /// null where it declared for another block already.
    /// </summary>
    /// <exception cref="Storage.StorageException">The vow could not be written.</exception>
    /// <param name="vow">The block and its height.</param>
    /// <param name="voted">The block of that height that its votes stand on; see <see cref="SettleDeclaration"/>.</param>
    public SettleDeclaration? Declare(SettleVow vow, Digest voted)
    {
        ArgumentNullException.ThrowIfNull(vow);
        if (!voteLock.TryVow(vow))
        {
            return null;
        }

        var declaration = new SettleDeclaration
        {
            Height = vow.Height,
            BlockHash = UnsafeByteOperations.UnsafeWrap(vow.Block.ToArray()),
            Voted = UnsafeByteOperations.UnsafeWrap(voted.ToArray()),
            Validator = UnsafeByteOperations.UnsafeWrap(ValidatorId.ToArray()),
        };
        declaration.Signature = UnsafeByteOperations.UnsafeWrap(signer.Sign(Settlements.Message(chainId, declaration)));
        return declaration;
    }

    /// <summary>This validator's signature over a batch, for one place in the order. Two batches of one place contradict nothing: the order
    /// takes one.</summary>
    /// <param name="sequence">The place.</param>
    /// <param name="batch"><see cref="BatchBytes.DigestOf"/>.</param>
    public byte[] SignBatch(ulong sequence, Digest batch) => signer.Sign(BatchBytes.Message(chainId, sequence, batch));
}
