using System.Buffers;
using System.Buffers.Text;
using System.IO.Pipelines;

namespace Grpc.AspNetCore.Web.Internal;

/// <summary>
/// Writes bytes as base64. Each flush is a piece with its own padding, so that what was flushed can be read at once; a reader
/// of gRPC-Web text takes several pieces. A flush of nothing still goes through: it is how the server sends headers early.
/// </summary>
internal sealed class Base64PipeWriter(PipeWriter inner) : PipeWriter
{
    private readonly ArrayBufferWriter<byte> _unflushed = new();

    public override Memory<byte> GetMemory(int sizeHint = 0) => _unflushed.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => _unflushed.GetSpan(sizeHint);

    public override void Advance(int bytes) => _unflushed.Advance(bytes);

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        Encode();
        return inner.FlushAsync(cancellationToken);
    }

    public override void CancelPendingFlush() => inner.CancelPendingFlush();

    public override void Complete(Exception? exception = null)
    {
        Encode();
        inner.Complete(exception);
    }

    private void Encode()
    {
        if (_unflushed.WrittenCount > 0)
        {
            var span = inner.GetSpan(Base64.GetMaxEncodedToUtf8Length(_unflushed.WrittenCount));
            Base64.EncodeToUtf8(_unflushed.WrittenSpan, span, out _, out var written);
            inner.Advance(written);
            _unflushed.ResetWrittenCount();
        }
    }
}
