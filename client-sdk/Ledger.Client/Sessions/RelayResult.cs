using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Protocol.Sessions;
using Ledger.Protocol.V1;

namespace Ledger.Client.Sessions;

/// <summary>
/// A phone's result in frames: each begins with 1 for the result's beginning or 0 for more of it. The answer, which came before, has its
/// digest: no other result counts.
/// </summary>
public sealed class RelayResult
{
    /// <summary>Longest result, in bytes.</summary>
    public const int BytesMax = 1024 * 1024;

    private const byte Begins = 1;
    private const byte Continues = 0;
    private readonly List<byte> _bytes = [];

    /// <summary>The frames' contents of a result.</summary>
    public static IEnumerable<byte[]> Split(ReadOnlyMemory<byte> result)
    {
        for (var at = 0; at < result.Length; at += RelayCipher.ContentBytesMax - 1)
        {
            var count = Math.Min(RelayCipher.ContentBytesMax - 1, result.Length - at);
            yield return [at == 0 ? Begins : Continues, .. result.Span.Slice(at, count)];
        }
    }

    /// <summary>Adds a frame's content; false where it is no part of a result.</summary>
    public bool TryAdd(ReadOnlySpan<byte> content)
    {
        if (content.IsEmpty || content[0] > Begins || (content[0] == Continues && _bytes.Count == 0) ||
            _bytes.Count + content.Length > BytesMax)
        {
            return false;
        }

        if (content[0] == Begins)
        {
            _bytes.Clear();
        }

        _bytes.AddRange(content[1..]);
        return true;
    }

    /// <summary>The result, where it is the one that the answer's signature covers; null otherwise.</summary>
    public ScanResult? TryRead(ScanAnswer answer, IHasher hasher)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var bytes = _bytes.ToArray();
        if (!ScanPayloads.ResultDigest(hasher, bytes).ToArray().AsSpan().SequenceEqual(answer.Result.Span))
        {
            return null;
        }

        try
        {
            return ScanResult.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
