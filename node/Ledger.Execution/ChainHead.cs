using Ledger.Protocol;

namespace Ledger.Execution;

/// <summary>Where the chain stands after its newest executed block.</summary>
/// <param name="Header">The newest header.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="History">The tree over the hashes of all headers up to and with this one.</param>
/// <param name="TimeProofHeight">Height of the newest certificate that any batch carried as its time proof; 0 where none did.</param>
/// <param name="NextValidators">The set that finalises the next block.</param>
public sealed record ChainHead(
    BlockHeader Header, Digest Hash, MerkleFrontier History, ulong TimeProofHeight, ValidatorRoster NextValidators)
{
    /// <summary>
    /// Whether the newest block changes the validator set. Nothing may be executed, voted for or finalised above it before it has a
    /// certificate of its own: the next set counts only by the word of the set before (docs/spec/finality.md).
    /// </summary>
    public bool ChangesValidators => Header.ValidatorsHash != NextValidators.Hash;

    /// <summary>Whether the next block counts a batch of this validator.</summary>
    public bool MayPropose(Digest validator) => NextValidators.Find(validator) is not null;

    /// <summary>The newest height.</summary>
    public ulong Height => Header.Height;
}
