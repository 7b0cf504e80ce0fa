using Microsoft.Win32.SafeHandles;

namespace Ledger.BidFiles;

/// <summary>
/// The buffers and ciphers of a run: one segment in clear and one sealed for each lane, so memory does not grow with the file.
/// </summary>
internal sealed class SegmentLanes : IDisposable
{
    private readonly SegmentCipher[] _ciphers;
    private readonly byte[][] _clear;
    private readonly byte[][] _sealed;
    private readonly BidFileError[] _errors;

    internal SegmentLanes(BidFileHeader header, BidFileKey key, BidFileLabel label, BidFileOptions options)
    {
        Header = header;
        Count = (int)Math.Min(options.LanesFor(header.SegmentBytes), header.Segments);
        var context = header.ContextFor(label);
        _ciphers = [.. Enumerable.Range(0, Count).Select(_ => new SegmentCipher(header, key, context))];
        _clear = [.. Enumerable.Range(0, Count).Select(_ => new byte[header.SegmentBytes])];
        _sealed = [.. Enumerable.Range(0, Count).Select(_ => new byte[header.SegmentBytes + SegmentCipher.OverheadBytes])];
        _errors = new BidFileError[Count];
    }

    internal BidFileHeader Header { get; }

    internal int Count { get; }

    public void Dispose()
    {
        foreach (var cipher in _ciphers)
        {
            cipher.Dispose();
        }

        foreach (var clear in _clear)
        {
            System.Security.Cryptography.CryptographicOperations.ZeroMemory(clear);
        }
    }

    /// <summary>Reads, seals and writes the segments from <paramref name="first"/> on, as many as there are lanes.</summary>
    internal void Seal(long first, int count, SafeFileHandle source, SafeFileHandle target) => Parallel.For(0, count, lane =>
    {
        var index = first + lane;
        var clear = _clear[lane].AsSpan(0, Header.PlaintextOf(index));
        var closed = _sealed[lane].AsSpan(0, clear.Length + SegmentCipher.OverheadBytes);
        ReadExactly(source, clear, index * Header.SegmentBytes);
        _ciphers[lane].Seal(index, clear, closed);
        RandomAccess.Write(target, closed, Header.OffsetOf(index));
    });

    /// <summary>Reads, opens and writes segments; the first error by place, and then none from that place on is written.</summary>
    internal BidFileError Open(long first, int count, SafeFileHandle source, SafeFileHandle target)
    {
        Parallel.For(0, count, lane => _errors[lane] = Open(lane, first + lane, source));
        for (var lane = 0; lane < count; lane++)
        {
            if (_errors[lane] != BidFileError.None)
            {
                return _errors[lane];
            }

            var index = first + lane;
            RandomAccess.Write(target, _clear[lane].AsSpan(0, Header.PlaintextOf(index)), index * Header.SegmentBytes);
        }

        return BidFileError.None;
    }

    /// <summary>
    /// Opens a segment that an earlier run wrote and holds it against the source: <see cref="BidFileError.SourceChanged"/> where it is
    /// another's, any other error where it was not written whole.
    /// </summary>
    internal BidFileError Compare(long index, SafeFileHandle source, SafeFileHandle target)
    {
        var error = Open(0, index, target);
        if (error != BidFileError.None)
        {
            return error;
        }

        var length = Header.PlaintextOf(index);
        var expected = _sealed[0].AsSpan(0, length); // the sealed segment is opened already, so its buffer is free
        ReadExactly(source, expected, index * Header.SegmentBytes);
        return expected.SequenceEqual(_clear[0].AsSpan(0, length)) ? BidFileError.None : BidFileError.SourceChanged;
    }

    private BidFileError Open(int lane, long index, SafeFileHandle source)
    {
        var clear = _clear[lane].AsSpan(0, Header.PlaintextOf(index));
        var closed = _sealed[lane].AsSpan(0, clear.Length + SegmentCipher.OverheadBytes);
        ReadExactly(source, closed, Header.OffsetOf(index));
        return _ciphers[lane].Open(index, closed, clear);
    }

    private static void ReadExactly(SafeFileHandle file, Span<byte> buffer, long offset)
    {
        while (!buffer.IsEmpty)
        {
            var read = RandomAccess.Read(file, buffer, offset);
            if (read == 0)
            {
                throw new EndOfStreamException("The file became shorter while it was being read.");
            }

            buffer = buffer[read..];
            offset += read;
        }
    }
}
