using System.IO.Compression;

namespace Grpc.Net.Compression;

/// <summary>"deflate", which is the zlib format (RFC 1950) in HTTP and gRPC.</summary>
public sealed class DeflateCompressionProvider : ICompressionProvider
{
    private readonly CompressionLevel _defaultLevel;

    public DeflateCompressionProvider(CompressionLevel defaultCompressionLevel) => _defaultLevel = defaultCompressionLevel;

    public string EncodingName => "deflate";

    public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel) => new NonEmptyCompressionStream(
        () => new ZLibStream(stream, compressionLevel ?? _defaultLevel, leaveOpen: true),
        stream,
        NonEmptyCompressionStream.EmptyZlib);

    public Stream CreateDecompressionStream(Stream stream) =>
        new ZLibStream(stream, CompressionMode.Decompress, leaveOpen: true);
}
