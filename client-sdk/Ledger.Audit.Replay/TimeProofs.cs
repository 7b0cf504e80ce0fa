using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Audit.Replay;

/// <summary>
/// Block time (docs/spec/finality.md): the median clock of the newest certificate that a batch carried, and the headers that a certificate
/// to come may be of.
/// </summary>
internal sealed class TimeProofs
{
    private readonly List<(Digest Hash, Digest Validators)> _headers = []; // from _first on
    private ulong _first;
    private ulong _newest;

    /// <summary>The height of the newest certificate that counted; 0 before any.</summary>
    internal ulong Newest => _newest;

    internal void Add(BlockHeader header, Digest hash) => _headers.Add((hash, header.ValidatorsHash));

    /// <summary>As <see cref="Add"/>, of a header that an earlier audit added, whose newest certificate was to be of that height.</summary>
    internal void Skip(BlockHeader header, Digest hash, ulong newest)
    {
        if (header.Height <= newest)
        {
            _headers.Clear();
            (_first, _newest) = (header.Height, header.Height);
        }

        Add(header, hash);
    }

    /// <summary>The time of the block above <paramref name="head"/>.</summary>
    internal long TimeOf(
        BlockHeader head, ValidatorRoster validators, QuorumCertificate? proof, Digest chainId, ISignatureVerifier verifier)
    {
        if (proof is null || proof.Height <= _newest || proof.Height > head.Height)
        {
            return head.Time;
        }

        var (hash, finalisers) = _headers[(int)(proof.Height - _first)];
        if (finalisers != validators.Hash
            || QuorumCertificates.Check(proof, chainId, proof.Height, hash, validators, verifier) != QuorumCertificateError.None)
        {
            return head.Time;
        }

        _newest = proof.Height;
        ForgetBelow(proof.Height);
        return Math.Max(head.Time, QuorumCertificates.MedianTime(proof, validators));
    }

    private void ForgetBelow(ulong height)
    {
        const int forgottenAtOnce = 256;
        if (height - _first >= forgottenAtOnce)
        {
            _headers.RemoveRange(0, (int)(height - _first));
            _first = height;
        }
    }
}
