using Ledger.Contracts.Tender;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Schema;

namespace Ledger.Admission.Filters;

/// <summary>
/// An opening's calls would be done on what is final: refused ones are kept out of the blocks, where they would tell who bids, or the key.
/// After the signature, since a list of 2,000 costs as many hashes.
/// </summary>
internal sealed class OpeningFilter(GenesisFile genesis, ISignatureVerifier verifier) : IAdmissionFilter
{
    public Refused Check(Submission submission)
    {
        var chain = submission.Chain;
        var afterFinal = new BlockScope(
            genesis.ChainId, genesis.Suite, genesis.Hasher, verifier, chain.FinalHeight + 1, chain.Time, chain.RuleVersion);
        return OpeningCalls.Check(submission.Transaction!, submission.Signer!, afterFinal, chain.State);
    }
}
