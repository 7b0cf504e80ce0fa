using Ledger.Contracts;
using Ledger.Contracts.Tender;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Schema;

namespace Ledger.Admission;

/// <summary>One check that a submitted transaction must pass: it refuses, or lets the submission go on to the next.</summary>
internal delegate Refused AdmissionFilter(Submission submission);

/// <summary>
/// The checks of a submission. What the chain can decide stands in <see cref="TransactionRules"/>, which execution asks too.
/// </summary>
internal sealed class AdmissionFilters(GenesisFile genesis, ISignatureVerifier verifier)
{
    /// <summary>The filters before the signature, cheap ones first; to add one, put it where its cost belongs.</summary>
    internal AdmissionFilter[] BeforeSignature => [Form, Calls, Expiry, Duplicate, Proposer, Signer];

    /// <summary>The filters that are for genuine transactions alone.</summary>
    internal AdmissionFilter[] AfterSignature => [Opening];

    /// <summary>Size, canonical form, chain id, nonce, number of calls: what needs no state.</summary>
    private Refused Form(Submission submission)
    {
        var refused = TransactionReader.TryRead(
            submission.Bytes, genesis.Hasher, genesis.ChainId, submission.Chain.Limits, out var transaction);
        submission.Transaction = transaction;
        return refused;
    }

    /// <summary>Every call names a method of a contract, one that the chain's present rules know.</summary>
    private static Refused Calls(Submission submission) =>
        TransactionRules.CheckCalls(submission.Transaction!, submission.Chain.State);

    /// <summary>Block time has not passed not_after, nor is it too far ahead.</summary>
    private static Refused Expiry(Submission submission) =>
        TransactionRules.CheckExpiry(submission.Transaction!, submission.Chain.Time, submission.Chain.Limits);

    /// <summary>The transaction is in no block yet.</summary>
    private static Refused Duplicate(Submission submission) => submission.Chain.HasLanded(submission.Transaction!.Id)
        ? TransactionRules.Duplicate(submission.Transaction.Id)
        : Refused.No;

    /// <summary>The node can put the transaction into the order. What has landed is answered before, by any node.</summary>
    private static Refused Proposer(Submission submission) => submission.Chain.MayPropose
        ? Refused.No
        : new Refused(RefusalCode.NotProposing, "This node is no validator of the present set and puts nothing into the order.");

    /// <summary>The signer's certificate is registered and valid at block time.</summary>
    private static Refused Signer(Submission submission)
    {
        var refused = TransactionRules.CheckSigner(submission.Transaction!, submission.Chain.Time, submission.Chain.State, out var signer);
        submission.Signer = signer;
        return refused;
    }

    /// <summary>
    /// An opening's calls would be done on what is final: refused ones are kept out of the blocks, where they would tell who bids, or the
    /// key. After the signature, since a list of 2,000 costs as many hashes.
    /// </summary>
    private Refused Opening(Submission submission)
    {
        var chain = submission.Chain;
        var afterFinal = new BlockScope(
            genesis.ChainId, genesis.Suite, genesis.Hasher, verifier, chain.FinalHeight + 1, chain.Time, chain.RuleVersion);
        return OpeningCalls.Check(submission.Transaction!, submission.Signer!, afterFinal, chain.State);
    }
}
