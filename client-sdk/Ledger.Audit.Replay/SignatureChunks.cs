using Ledger.Crypto;

namespace Ledger.Audit.Replay;

/// <summary>Many signatures on all cores, as many at a time on each as a verifier takes well together.</summary>
internal static class SignatureChunks
{
    private const int CheckedAtOnce = 32;

    /// <summary>Which of them verify, in their order.</summary>
    internal static bool[] VerifyOnAllCores(this ISignatureVerifier verifier, SignatureCheck[] checks)
    {
        var valid = new bool[checks.Length];
        Parallel.For(0, (checks.Length + CheckedAtOnce - 1) / CheckedAtOnce, chunk =>
        {
            var (start, count) = (chunk * CheckedAtOnce, Math.Min(CheckedAtOnce, checks.Length - (chunk * CheckedAtOnce)));
            verifier.Verify(checks.AsSpan(start, count), valid.AsSpan(start, count));
        });
        return valid;
    }
}
