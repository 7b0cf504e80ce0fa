namespace Grpc.Net.Compression;

/// <summary>
/// A compressor that writes a valid stream for no input. .NET's own write no bytes at all then, and other gRPC
/// implementations refuse a compressed message of no bytes. The compressor is made at the first byte, so that it does not
/// matter what it would write for none.
/// </summary>
internal sealed class NonEmptyCompressionStream(Func<Stream> createCompressor, Stream target, byte[] whenEmpty) : Stream
{
    /// <summary>Header, one empty final block, CRC and length of nothing.</summary>
    internal static readonly byte[] EmptyGzip =
        [0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0xff, 0x03, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00];

    /// <summary>Header, one empty final block, Adler-32 of nothing.</summary>
    internal static readonly byte[] EmptyZlib = [0x78, 0x9c, 0x03, 0x00, 0x00, 0x00, 0x00, 0x01];

    private Stream? _compressor;
    private bool _disposed;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (!buffer.IsEmpty)
        {
            _compressor ??= createCompressor();
            _compressor.Write(buffer);
        }
    }

    public override void Flush() => _compressor?.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            if (_compressor is null)
            {
                target.Write(whenEmpty);
            }
            else
            {
                _compressor.Dispose();
            }
        }

        base.Dispose(disposing);
    }
}
