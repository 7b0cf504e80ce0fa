using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Grpc.AspNetCore.Web.Internal;

/// <summary>A body's last frame: flag 0x80, length, then "name: value" lines as in an HTTP/1.1 header block.</summary>
internal static class TrailersFrame
{
    private const byte Flag = 0x80;
    private const int HeaderSize = 5;

    public static void Write(IHeaderDictionary trailers, IBufferWriter<byte> writer)
    {
        var block = new StringBuilder();
        foreach (var (name, values) in trailers)
        {
            foreach (var value in values)
            {
                block.Append(name.ToLowerInvariant()).Append(": ").Append(value).Append("\r\n");
            }
        }

        var length = Encoding.ASCII.GetByteCount(block.ToString());
        var frame = writer.GetSpan(HeaderSize + length);
        frame[0] = Flag;
        BinaryPrimitives.WriteUInt32BigEndian(frame[1..], (uint)length);
        Encoding.ASCII.GetBytes(block.ToString(), frame[HeaderSize..]);
        writer.Advance(HeaderSize + length);
    }
}
