using System.Buffers.Binary;
using System.Text;
using Google.Protobuf;

namespace Ledger.Interop.Tests.Web;

/// <summary>gRPC-Web bodies written and read by hand, so that the server is not tried with its own code.</summary>
internal sealed record WebFrames(IReadOnlyList<WebFrames.Frame> Messages, IReadOnlyDictionary<string, string> Trailers)
{
    public static byte[] Frames(params IMessage[] messages)
    {
        using var body = new MemoryStream();
        var header = new byte[5];
        foreach (var bytes in messages.Select(static message => message.ToByteArray()))
        {
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(1), bytes.Length);
            body.Write(header);
            body.Write(bytes);
        }

        return body.ToArray();
    }

    public static WebFrames Parse(byte[] body)
    {
        var messages = new List<Frame>();
        var trailers = new Dictionary<string, string>(StringComparer.Ordinal);
        var rest = body.AsSpan();
        while (!rest.IsEmpty)
        {
            Assert.True(trailers.Count == 0, "Trailers must be the last frame.");
            var length = BinaryPrimitives.ReadInt32BigEndian(rest[1..5]);
            var content = rest.Slice(5, length).ToArray();
            if (rest[0] == 0x80)
            {
                foreach (var line in Encoding.ASCII.GetString(content).Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
                {
                    var colon = line.IndexOf(':', StringComparison.Ordinal);
                    trailers[line[..colon]] = line[(colon + 1)..].Trim();
                }
            }
            else
            {
                messages.Add(new Frame(rest[0] == 1, content));
            }

            rest = rest[(5 + length)..];
        }

        return new WebFrames(messages, trailers);
    }

    /// <summary>Base64 in several padded pieces, as gRPC-Web's text allows.</summary>
    public static byte[] FromText(string text)
    {
        using var bytes = new MemoryStream();
        for (var at = 0; at < text.Length; at += 4)
        {
            bytes.Write(Convert.FromBase64String(text.Substring(at, 4)));
        }

        return bytes.ToArray();
    }

    internal sealed record Frame(bool Compressed, byte[] Content);
}
