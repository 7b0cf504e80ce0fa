namespace Ledger.Crypto.Signatures;

/// <summary>
/// Verifies signatures as another verifier does, and those that it was given together only once, at once: engines that work on several at
/// a time get full batches though whoever asks asks for one after the other. For one thread, and for as long as these are asked for.
/// </summary>
public sealed class VerifiedTogether : ISignatureVerifier
{
    private readonly ISignatureVerifier _verifier;
    private readonly Dictionary<SignatureCheck, bool> _verdicts = new(ByContent.Instance);

    /// <summary>Verifies the checks, whatever becomes of them.</summary>
    public VerifiedTogether(ISignatureVerifier verifier, ReadOnlySpan<SignatureCheck> together)
    {
        ArgumentNullException.ThrowIfNull(verifier);
        _verifier = verifier;
        var valid = new bool[together.Length];
        verifier.Verify(together, valid);
        for (var i = 0; i < together.Length; i++)
        {
            _verdicts[together[i]] = valid[i];
        }
    }

    /// <inheritdoc/>
    public void Verify(ReadOnlySpan<SignatureCheck> checks, Span<bool> valid)
    {
        for (var i = 0; i < checks.Length; i++)
        {
            if (!_verdicts.TryGetValue(checks[i], out valid[i]))
            {
                _verifier.Verify(checks.Slice(i, 1), valid.Slice(i, 1));
            }
        }
    }

    private sealed class ByContent : IEqualityComparer<SignatureCheck>
    {
        internal static ByContent Instance { get; } = new();

        public bool Equals(SignatureCheck x, SignatureCheck y) =>
            x.LowS == y.LowS && x.Key.Equals(y.Key) && x.Message.Span.SequenceEqual(y.Message.Span)
            && x.Signature.Span.SequenceEqual(y.Signature.Span);

        public int GetHashCode(SignatureCheck obj)
        {
            var hash = default(HashCode);
            hash.AddBytes(obj.Signature.Span);
#pragma warning disable RS0030 // For lookups within the process: nothing is ever enumerated by it.
            return hash.ToHashCode();
#pragma warning restore RS0030
        }
    }
}
