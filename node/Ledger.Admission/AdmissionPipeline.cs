using Ledger.Admission.Filters;
using Ledger.Crypto;
using Ledger.Mempool;
using Ledger.Protocol;

namespace Ledger.Admission;

/// <summary>
/// Lets a submission into the mempool, or says why not. Filters run in the order of <see cref="_filters"/>, cheap ones first; to add one,
/// put it where its cost belongs. Safe for use by several threads.
/// </summary>
public sealed class AdmissionPipeline(GenesisFile genesis, ISignatureVerifier verifier, TransactionPool pool)
{
    private readonly IAdmissionFilter[] _filters =
    [
        new FormFilter(genesis.Hasher, genesis.ChainId),
        new CallFilter(),
        new ExpiryFilter(),
        new DuplicateFilter(),
        new ProposerFilter(),
        new SignerFilter(),
        new SignatureFilter(verifier),
        new OpeningFilter(genesis, verifier),
    ];

    /// <summary>Checks the bytes of a transaction and puts it into the mempool. Bytes that wait there already pass without harm.</summary>
    public AdmissionResult Submit(ReadOnlyMemory<byte> bytes, IChainView chain)
    {
        var submission = new Submission(bytes, chain);
        var refused = Filter(submission);
        if (!refused.IsRefused)
        {
            refused = pool.TryAdd(submission.Transaction!) switch
            {
                MempoolAddResult.Full =>
                    new Refused(
                        RefusalCode.MempoolFull, $"The mempool holds {pool.Count} transactions of {pool.Bytes} bytes and takes no more."),
                MempoolAddResult.FullOfSigner =>
                    new Refused(RefusalCode.MempoolPartUsed, "The mempool holds as many transactions of this signer as of one it may."),
                _ => Refused.No,
            };
        }

        AdmissionMetrics.Count(refused.Code);
        return new AdmissionResult(submission.Transaction, refused);
    }

    private Refused Filter(Submission submission)
    {
        foreach (var filter in _filters)
        {
            var refused = filter.Check(submission);
            if (refused.IsRefused)
            {
                return refused;
            }
        }

        return Refused.No;
    }
}
