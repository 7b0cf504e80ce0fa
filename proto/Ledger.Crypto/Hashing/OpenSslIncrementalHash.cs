using Ledger.Crypto.OpenSsl;

namespace Ledger.Crypto.Hashing;

/// <summary>A hash piece by piece, with a context of its own.</summary>
internal sealed class OpenSslIncrementalHash : IIncrementalHash
{
    private readonly DigestContextHandle _context = OpenSslDigest.NewContext();
    private readonly OpenSslDigest _hash;

    internal OpenSslIncrementalHash(OpenSslDigest hash)
    {
        _hash = hash;
        _hash.Begin(_context.DangerousGetHandle());
    }

    public void Append(ReadOnlySpan<byte> piece)
    {
        ObjectDisposedException.ThrowIf(_context.IsClosed, this);
        OpenSslDigest.Append(_context.DangerousGetHandle(), piece);
        GC.KeepAlive(this);
    }

    public void Finish(Span<byte> digest)
    {
        ObjectDisposedException.ThrowIf(_context.IsClosed, this);
        _hash.Finish(_context.DangerousGetHandle(), digest);
        _hash.Begin(_context.DangerousGetHandle());
        GC.KeepAlive(this);
    }

    public void Dispose() => _context.Dispose();
}
