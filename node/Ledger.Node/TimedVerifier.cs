using Ledger.Crypto;

namespace Ledger.Node;

/// <summary>A verifier whose work counts as a stage's.</summary>
internal sealed class TimedVerifier(ISignatureVerifier verifier, TimeProvider pace, string stage) : ISignatureVerifier
{
    public void Verify(ReadOnlySpan<SignatureCheck> checks, Span<bool> valid)
    {
        var since = pace.GetTimestamp();
        verifier.Verify(checks, valid);
        StageTimer.Record(stage, pace.GetElapsedTime(since));
    }
}
