using Google.Protobuf;
using Ledger.Audit.Headers;
using Ledger.Audit.Proofs;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.Proofs;
using Ledger.Protocol.V1;
using Ledger.Schema.Membership;

namespace Ledger.Witness.Forks;

/// <summary>Checks with no node that a block is final: from the genesis file through every change of the validators.</summary>
public static class FinalityProofs
{
    private static readonly byte[] ValidatorsKey = MembershipTables.Validators.Key(MembershipTables.Current);

    /// <summary>The block's header and hash, and whether the proof holds. Any message, no exception.</summary>
    public static FinalityVerdict Verify(FinalityProof? proof, GenesisFile genesis, ISignatureVerifier signatures)
    {
        ArgumentNullException.ThrowIfNull(genesis);
        if (proof is null)
        {
            return new FinalityVerdict(FinalityError.Missing, null, default);
        }

        var headers = new HeaderVerifier(genesis, signatures);
        if (TrustedBy(proof.ValidatorChanges, genesis, headers) is not { } trusted)
        {
            return new FinalityVerdict(FinalityError.ValidatorChange, null, default);
        }

        var isCertified = proof.Anchor.IsEmpty;
        var certified = headers.Verify((isCertified ? proof.Header : proof.Anchor).Span, proof.Certificate, trusted);
        if (!certified.IsFinal)
        {
            return new FinalityVerdict(FinalityError.NotFinal, null, default);
        }

        var block = isCertified ? certified : headers.Read(proof.Header.Span);
        return block.Error == HeaderError.None && (isCertified || IsInHistory(block, certified.Header, proof.History, genesis.Hasher))
            ? new FinalityVerdict(FinalityError.None, block.Header, block.Hash)
            : new FinalityVerdict(FinalityError.NotInHistory, null, default);
    }

    private static bool IsInHistory(HeaderVerdict block, BlockHeader anchor, MerkleProof? history, IHasher hasher) =>
        history?.Index == block.Header!.Height && history.Size == anchor.Height &&
        MerkleProofVerifier.Verify(anchor.HistoryRoot, block.Hash.ToArray(), history, hasher) == ProofError.None;

    // Each change is certified by the set before it, and its state names the set after.
    private static ValidatorHistory? TrustedBy(IEnumerable<ValidatorChange> changes, GenesisFile genesis, HeaderVerifier headers)
    {
        var trusted = ValidatorHistory.From(genesis);
        ulong newest = 0;
        foreach (var change in changes)
        {
            var verdict = headers.Verify(change.Header.Span, change.Certificate, trusted);
            if (!verdict.IsFinal || verdict.Header.Height <= newest || RosterIn(change.Proof, verdict.Header, genesis) is not { } roster)
            {
                return null;
            }

            newest = verdict.Header.Height;
            trusted = trusted.With(newest + 1, roster);
        }

        return trusted;
    }

    private static ValidatorRoster? RosterIn(Ledger.Protocol.V1.StateProof? message, BlockHeader header, GenesisFile genesis)
    {
        if (message?.ToProof() is not { Value: { } value } proof || !proof.Key.AsSpan().SequenceEqual(ValidatorsKey) ||
            StateProofVerifier.Verify(header.StateRoot.ToArray(), proof, genesis.Hasher) != ProofError.None)
        {
            return null;
        }

        try
        {
            return ValidatorRoster.TryCreate(genesis.Hasher, ValidatorSet.Parser.ParseFrom(value));
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }
}

/// <summary>What came of checking a proof.</summary>
/// <param name="Error">Why it proves nothing; <see cref="FinalityError.None"/> where it does.</param>
/// <param name="Header">The block's header, where it is final.</param>
/// <param name="Hash">Its hash.</param>
public readonly record struct FinalityVerdict(FinalityError Error, BlockHeader? Header, Digest Hash);

/// <summary>Why a proof of finality does not hold. The names are stable.</summary>
public enum FinalityError
{
    /// <summary>It holds.</summary>
    None = 0,

    /// <summary>There is no proof.</summary>
    Missing = 1,

    /// <summary>A change of the validators is not final under the set before, out of order, or names no set.</summary>
    ValidatorChange = 2,

    /// <summary>The certified header is of another chain, or its certificate is none by the validators of its height.</summary>
    NotFinal = 3,

    /// <summary>The block's header is not in the certified one's history, or is none of this chain.</summary>
    NotInHistory = 4,
}
