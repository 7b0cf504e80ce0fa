using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Membership;

namespace Ledger.Contracts;

/// <summary>
/// The rules on a transaction as a whole that need the chain. Admission and execution ask the same ones, so that both say the same.
/// </summary>
public static class TransactionRules
{
    /// <summary>Whether block time still allows the transaction, and not_after is not further ahead than the chain allows.</summary>
    public static Refused CheckExpiry(SignedTransaction transaction, long blockTime, ChainLimits limits)
    {
        var notAfter = transaction.Body.NotAfter;
        if (notAfter < blockTime)
        {
            return new Refused(RefusalCode.Expired, $"not_after is {notAfter}, block time is {blockTime} already.");
        }

        return notAfter - blockTime > limits.NotAfterMsMax
            ? new Refused(
                RefusalCode.NotAfterTooFar,
                $"not_after is {notAfter - blockTime} ms ahead of block time; the chain allows {limits.NotAfterMsMax}.")
            : Refused.No;
    }

    /// <summary>
    /// Whether every call names a contract and a method that the chain's present rules know. Asked before a transaction is sent or taken:
    /// a block itself says <see cref="RefusalCode.UnknownCall"/> of both (<see cref="CallVersions"/>).
    /// </summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="state">The newest state; read where a call needs newer rules than the first.</param>
    public static Refused CheckCalls(SignedTransaction transaction, IStateReader state)
    {
        foreach (var call in transaction.Body.Calls)
        {
            if (!ContractDispatcher.Knows(call))
            {
                return ContractDispatcher.UnknownCall;
            }

            if (CallVersions.Of(call) is > 1 and var needed
                && MembershipTables.Rules.Read(state, MembershipTables.Rules.Key(MembershipTables.Current)) is { } rules
                && rules.Version < needed)
            {
                return new Refused(
                    RefusalCode.RulesTooOld,
                    $"{ContractDispatcher.NameOf(call)} is known from rule version {needed} on; the chain's is {rules.Version}.");
            }
        }

        return Refused.No;
    }

    /// <summary>
    /// Who the signer is, and whether the signature claims the algorithm of its certificate; the signature itself is checked in batches.
    /// </summary>
    public static Refused CheckSigner(SignedTransaction transaction, long blockTime, IStateReader state, out Signer? signer) =>
        CheckSigner(transaction, blockTime, SignerRules.Read(state, transaction.Signer), out signer);

    /// <summary>As above, on what the state says of the signer.</summary>
    public static Refused CheckSigner(SignedTransaction transaction, long blockTime, SignerRecords? records, out Signer? signer)
    {
        var refused = SignerRules.Judge(records, transaction.Signer, blockTime, out signer);
        if (refused.IsRefused || transaction.Algorithm == signer!.Key.Algorithm)
        {
            return refused;
        }

        var expected = (byte)signer.Key.Algorithm;
        signer = null;
        return new Refused(
            RefusalCode.WrongAlgorithm,
            $"The signature is of algorithm {(byte)transaction.Algorithm}, the signer's certificate of {expected}.");
    }

    /// <summary>The refusal of bytes that have landed already.</summary>
    public static Refused Duplicate(Digest id) => new(RefusalCode.Duplicate, $"Transaction {id} has landed already.");

    /// <summary>The refusal of calls under a business key that other calls were done under.</summary>
    public static Refused OtherContent(Digest first, Digest firstContent, Digest content) => new(
        RefusalCode.OtherContent,
        $"Transaction {first} was done under this business key, with calls of digest {firstContent}. These have digest {content}: " +
        $"nothing of them was done.");

    /// <summary>
    /// The refusal of a transaction that would break an invariant. The same words on every node; which one is for the operator's log.
    /// </summary>
    public static Refused BreaksInvariant =>
        new(RefusalCode.InvariantBroken, "The transaction would break an invariant of the ledger. Nothing of it was done.");

    /// <summary>The refusal of a signature that does not verify.</summary>
    public static Refused BadSignature => new(RefusalCode.BadSignature, "The signature does not verify under the signer's registered key.");
}
