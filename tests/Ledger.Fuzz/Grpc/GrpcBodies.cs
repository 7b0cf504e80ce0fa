using System.Buffers.Binary;

namespace Ledger.Fuzz.Grpc;

/// <summary>Makes the bytes of a request.</summary>
internal static class GrpcBodies
{
    private const int HeaderBytes = 5;
    private const int OversizeBytes = 1024 * 1024;

    internal static byte[] Encode(GrpcBody kind, byte[] message) => kind switch
    {
        GrpcBody.Framed or GrpcBody.OtherContentType => Frame(0, (uint)message.Length, message),
        GrpcBody.Truncated => Frame(0, (uint)message.Length + 100, message),
        GrpcBody.LengthOfAll => Frame(0, uint.MaxValue, message),
        GrpcBody.Oversize => Frame(0, OversizeBytes, new byte[OversizeBytes]),
        GrpcBody.FalselyCompressed => Frame(1, (uint)message.Length, message),
        GrpcBody.Twice => [.. Frame(0, (uint)message.Length, message), .. Frame(0, (uint)message.Length, message)],
        GrpcBody.Bare => message,
        GrpcBody.Empty => [],
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private static byte[] Frame(byte compressed, uint length, byte[] message)
    {
        var bytes = new byte[HeaderBytes + message.Length];
        bytes[0] = compressed;
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(1), length);
        message.CopyTo(bytes, HeaderBytes);
        return bytes;
    }
}
