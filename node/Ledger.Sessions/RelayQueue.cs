using Google.Protobuf;

namespace Ledger.Sessions;

/// <summary>One direction's frames, ciphertexts as they came. Used under the book's lock.</summary>
internal sealed class RelayQueue
{
    private readonly List<ByteString> _frames = [];

    internal int Count => _frames.Count;

    internal void Add(ByteString frame) => _frames.Add(frame);

    internal ByteString[] From(int sequence) =>
        sequence >= _frames.Count ? [] : _frames.GetRange(sequence, _frames.Count - sequence).ToArray();
}
