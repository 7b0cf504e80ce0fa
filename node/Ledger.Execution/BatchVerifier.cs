using Ledger.Crypto;

namespace Ledger.Execution;

/// <summary>
/// Checks the signatures of one batch in chunks on as many cores as the options allow. The outcome does not depend on how many.
/// </summary>
internal sealed class BatchVerifier(ISignatureVerifier verifier, ExecutionOptions options)
{
    internal ISignatureVerifier Verifier => verifier;

    internal bool[] Verify(SignatureCheck[] checks)
    {
        var valid = new bool[checks.Length];
        var chunks = (checks.Length + options.VerifyChunk - 1) / options.VerifyChunk;
        if (options.VerifyParallelism == 1 || chunks < 2)
        {
            verifier.Verify(checks, valid);
            return valid;
        }

        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.VerifyParallelism };
        Parallel.For(0, chunks, parallel, chunk =>
        {
            var start = chunk * options.VerifyChunk;
            var count = Math.Min(options.VerifyChunk, checks.Length - start);
            verifier.Verify(checks.AsSpan(start, count), valid.AsSpan(start, count));
        });
        return valid;
    }
}
