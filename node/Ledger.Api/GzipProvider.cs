using System.IO.Compression;
using Grpc.Net.Compression;

namespace Ledger.Api;

/// <summary>
/// gzip for messages, an empty message included. .NET's stream writes no byte at all where nothing was written to it, which is no gzip and
/// which grpc-js refuses (dotnet/runtime#112563, grpc-node#3065); here it is the gzip of nothing.
/// </summary>
public sealed class GzipProvider : ICompressionProvider
{
    // RFC 1952: header without flags, one empty stored block, CRC-32 and length of nothing.
    private static readonly byte[] Nothing = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff, 1, 0, 0, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <inheritdoc/>
    public string EncodingName => "gzip";

    /// <inheritdoc/>
    public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel) =>
        new CompressingStream(stream, compressionLevel ?? CompressionLevel.Fastest);

    /// <inheritdoc/>
    public Stream CreateDecompressionStream(Stream stream) => new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true);

    private sealed class CompressingStream(Stream inner, CompressionLevel level) : Stream
    {
        private readonly GZipStream _gzip = new(inner, level, leaveOpen: true);
        private bool _isWritten;

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
            _isWritten |= buffer.Length > 0;
            _gzip.Write(buffer);
        }

        public override void Flush() => _gzip.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _gzip.Dispose();
                if (!_isWritten)
                {
                    inner.Write(Nothing);
                    _isWritten = true;
                }
            }

            base.Dispose(disposing);
        }
    }
}
