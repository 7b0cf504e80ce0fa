using Ledger.Crypto.OpenSsl;

namespace Ledger.Crypto;

/// <summary>SM3 piece by piece, with a context of its own.</summary>
internal sealed class OpenSslIncrementalSm3 : IIncrementalHash
{
    private readonly DigestContextHandle _context = OpenSslSm3.NewContext();

    internal OpenSslIncrementalSm3() => OpenSslSm3.Begin(_context.DangerousGetHandle());

    public void Append(ReadOnlySpan<byte> piece)
    {
        ObjectDisposedException.ThrowIf(_context.IsClosed, this);
        OpenSslSm3.Append(_context.DangerousGetHandle(), piece);
        GC.KeepAlive(this);
    }

    public void Finish(Span<byte> digest)
    {
        ObjectDisposedException.ThrowIf(_context.IsClosed, this);
        OpenSslSm3.Finish(_context.DangerousGetHandle(), digest);
        OpenSslSm3.Begin(_context.DangerousGetHandle());
        GC.KeepAlive(this);
    }

    public void Dispose() => _context.Dispose();
}
