using Ledger.Crypto;
using Ledger.Crypto.Hashing;

namespace Ledger.Certificates.Paths;

/// <summary>
/// Remembers which signatures of authorities hold, so that the same few need not be checked with every certificate below them.
/// Only what holds is remembered, under a hash of key, algorithm, signed bytes and signature; it changes no answer. Thread-safe.
/// </summary>
public sealed class CertificateSignatureCache
{
    private readonly HashSet<ReadOnlyMemory<byte>> _known = new(ByteComparer.Instance);
    private readonly Queue<ReadOnlyMemory<byte>> _oldestFirst = new();
    private readonly Lock _lock = new();
    private readonly int _entriesMax;

    /// <summary>A cache of at most <paramref name="entriesMax"/> signatures, of about 200 bytes each; the oldest goes first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit is below 1.</exception>
    public CertificateSignatureCache(int entriesMax = 4096)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(entriesMax, 1);
        _entriesMax = entriesMax;
    }

    internal static ReadOnlyMemory<byte> KeyOf(Certificate certificate, CertificateKey issuerKey)
    {
        // The certificate's DER holds algorithm, signed bytes and signature; its own end and the key's begin are fixed by their lengths.
        var key = new byte[IHasher.DigestBytes];
        OpenSslDigest.Sha256.Hash(certificate.Der.Span, issuerKey.SubjectPublicKeyInfo.Span, key);
        return key;
    }

    internal bool Contains(ReadOnlyMemory<byte> key)
    {
        lock (_lock)
        {
            return _known.Contains(key);
        }
    }

    internal void Add(ReadOnlyMemory<byte> key)
    {
        lock (_lock)
        {
            if (!_known.Add(key))
            {
                return;
            }

            _oldestFirst.Enqueue(key);
            if (_oldestFirst.Count > _entriesMax)
            {
                _known.Remove(_oldestFirst.Dequeue());
            }
        }
    }
}
