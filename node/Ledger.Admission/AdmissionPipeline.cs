using Ledger.Contracts;
using Ledger.Crypto;
using Ledger.Mempool;
using Ledger.Protocol;

namespace Ledger.Admission;

/// <summary>
/// Lets a submission into the mempool, or says why not: it passes the <see cref="AdmissionFilters"/> in their order, its signature between
/// them. Safe for use by several threads.
/// </summary>
public sealed class AdmissionPipeline
{
    private readonly TransactionPool _pool;
    private readonly ISignatureVerifier _verifier;
    private readonly GatheredSignatures _gathered;
    private readonly AdmissionFilter[] _before;
    private readonly AdmissionFilter[] _after;

    /// <summary>The way into <paramref name="pool"/>.</summary>
    public AdmissionPipeline(GenesisFile genesis, ISignatureVerifier verifier, TransactionPool pool)
    {
        _pool = pool;
        _verifier = verifier;
        _gathered = new GatheredSignatures(verifier);
        var filters = new AdmissionFilters(genesis, verifier);
        (_before, _after) = (filters.BeforeSignature, filters.AfterSignature);
    }

    /// <summary>Checks the bytes of a transaction and puts it into the mempool. Bytes that wait there already pass without harm.</summary>
    public AdmissionResult Submit(ReadOnlyMemory<byte> bytes, IChainView chain)
    {
        var submission = new Submission(bytes, chain);
        var refused = Pass(_before, submission);
        if (!refused.IsRefused)
        {
            Span<bool> valid = stackalloc bool[1];
            _verifier.Verify([submission.SignatureCheck], valid);
            refused = Admit(submission, valid[0]);
        }

        return End(submission, refused);
    }

    /// <summary>
    /// The same, where many may come at once: what arrives together is verified together. The bytes must not change meanwhile.
    /// </summary>
    public async ValueTask<AdmissionResult> SubmitAsync(ReadOnlyMemory<byte> bytes, IChainView chain)
    {
        var submission = new Submission(bytes, chain);
        var refused = Pass(_before, submission);
        if (!refused.IsRefused)
        {
            refused = Admit(submission, await _gathered.VerifyAsync(submission.SignatureCheck).ConfigureAwait(false));
        }

        return End(submission, refused);
    }

    // The signature is the dearest check of every transaction.
    private Refused Admit(Submission submission, bool isSigned)
    {
        var refused = isSigned ? Pass(_after, submission) : TransactionRules.BadSignature;
        return refused.IsRefused ? refused : _pool.TryAdd(submission.Transaction!, submission.Signer!.Key) switch
        {
            MempoolAddResult.Full =>
                new Refused(
                    RefusalCode.MempoolFull, $"The mempool holds {_pool.Count} transactions of {_pool.Bytes} bytes and takes no more."),
            MempoolAddResult.FullOfSigner =>
                new Refused(RefusalCode.MempoolPartUsed, "The mempool holds as many transactions of this signer as of one it may."),
            _ => Refused.No,
        };
    }

    private static AdmissionResult End(Submission submission, Refused refused)
    {
        AdmissionMetrics.Count(refused.Code);
        return new AdmissionResult(submission.Transaction, refused);
    }

    private static Refused Pass(AdmissionFilter[] filters, Submission submission)
    {
        foreach (var filter in filters)
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
