using System.IO.Compression;

namespace Grpc.Net.Compression;

/// <summary>gzip (RFC 1952).</summary>
public sealed class GzipCompressionProvider : ICompressionProvider
{
    private readonly CompressionLevel _defaultLevel;

    public GzipCompressionProvider(CompressionLevel defaultCompressionLevel) => _defaultLevel = defaultCompressionLevel;

    public string EncodingName => "gzip";

    public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel) => new NonEmptyCompressionStream(
        () => new GZipStream(stream, compressionLevel ?? _defaultLevel, leaveOpen: true),
        stream,
        NonEmptyCompressionStream.EmptyGzip);

    public Stream CreateDecompressionStream(Stream stream) =>
        new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true);
}
