using System.Buffers.Text;

namespace Grpc.AspNetCore.Web.Internal;

/// <summary>Reads bytes out of base64, which may be several padded pieces one after another.</summary>
internal sealed class Base64DecodingStream(Stream inner) : ReadOnlyStream
{
    private readonly byte[] _encoded = new byte[4096];
    private readonly byte[] _decoded = new byte[3072];
    private int _encodedCount;
    private int _decodedStart;
    private int _decodedEnd;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_decodedStart == _decodedEnd)
        {
            var read = await inner.ReadAsync(_encoded.AsMemory(_encodedCount), cancellationToken);
            if (read == 0)
            {
                return _encodedCount == 0 ? 0 : throw new InvalidDataException("The base64 body ends within a group of four.");
            }

            _encodedCount += read;
            Decode();
        }

        var count = Math.Min(buffer.Length, _decodedEnd - _decodedStart);
        _decoded.AsSpan(_decodedStart, count).CopyTo(buffer.Span);
        _decodedStart += count;
        return count;
    }

    private void Decode()
    {
        _decodedStart = _decodedEnd = 0;
        var rest = _encoded.AsSpan(0, _encodedCount);
        while (rest.Length >= 4)
        {
            // A piece ends with the group that holds its padding; the decoder takes one piece at a time.
            var padding = rest.IndexOf((byte)'=');
            var whole = rest.Length & ~3;
            var take = padding < 0 ? whole : Math.Min((padding & ~3) + 4, whole);
            var status = Base64.DecodeFromUtf8(rest[..take], _decoded.AsSpan(_decodedEnd), out var consumed, out var written);
            if (status != System.Buffers.OperationStatus.Done || consumed != take)
            {
                throw new InvalidDataException("The body is not base64.");
            }

            _decodedEnd += written;
            rest = rest[take..];
        }

        rest.CopyTo(_encoded);
        _encodedCount = rest.Length;
    }
}
