using Ledger.Crypto;
using Ledger.Mempool;
using Ledger.Protocol;

namespace Ledger.Admission;

/// <summary>
/// Lets a submission into the mempool, or says why not: it passes the <see cref="AdmissionFilters"/> in their order. Safe for use by
/// several threads.
/// </summary>
public sealed class AdmissionPipeline(GenesisFile genesis, ISignatureVerifier verifier, TransactionPool pool)
{
    private readonly AdmissionFilter[] _filters = new AdmissionFilters(genesis, verifier).InOrder;

    /// <summary>Checks the bytes of a transaction and puts it into the mempool. Bytes that wait there already pass without harm.</summary>
    public AdmissionResult Submit(ReadOnlyMemory<byte> bytes, IChainView chain)
    {
        var submission = new Submission(bytes, chain);
        var refused = Filter(submission);
        if (!refused.IsRefused)
        {
            refused = pool.TryAdd(submission.Transaction!, submission.Signer!.Key) switch
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
            var refused = filter(submission);
            if (refused.IsRefused)
            {
                return refused;
            }
        }

        return Refused.No;
    }
}

/// <summary>What became of a submission.</summary>
/// <param name="Transaction">The transaction, where the bytes are one; also of a refused submission, so that its fate can be told.</param>
/// <param name="Refused">Why it was refused.</param>
public readonly record struct AdmissionResult(SignedTransaction? Transaction, Refused Refused);
