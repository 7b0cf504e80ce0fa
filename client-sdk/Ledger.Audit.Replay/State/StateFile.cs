using Microsoft.Win32.SafeHandles;

namespace Ledger.Audit.Replay.State;

/// <summary>
/// A file that only grows, with its newest part in memory. A record is read where it was put; nothing is ever changed. Not safe for use by
/// several threads.
/// </summary>
internal sealed class StateFile : IDisposable
{
    private const int TailBytes = 1 << 20;
    private readonly SafeFileHandle _file;
    private readonly byte[] _tail = new byte[TailBytes];
    private long _flushed;
    private int _used;

    /// <summary>Begins a new file, which goes with this.</summary>
    /// <exception cref="IOException">It cannot be made, or is there already.</exception>
    internal StateFile(string path) => _file = File.OpenHandle(
        path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose | FileOptions.RandomAccess);

    public void Dispose() => _file.Dispose();

    /// <summary>Puts a record at the end and says where it stands.</summary>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    internal long Append(ReadOnlySpan<byte> record)
    {
        if (record.Length > TailBytes - _used)
        {
            Flush();
        }

        var offset = _flushed + _used;
        if (record.Length > TailBytes)
        {
            RandomAccess.Write(_file, record, _flushed);
            _flushed += record.Length;
            return offset;
        }

        record.CopyTo(_tail.AsSpan(_used));
        _used += record.Length;
        return offset;
    }

    /// <summary>Reads from a place on, as much as there is of what is asked for.</summary>
    /// <exception cref="IOException">The disk failed.</exception>
    internal int Read(long offset, Span<byte> into)
    {
        if (offset >= _flushed)
        {
            var there = _tail.AsSpan((int)(offset - _flushed)..(_used));
            there = there[..Math.Min(there.Length, into.Length)];
            there.CopyTo(into);
            return there.Length;
        }

        var read = 0;
        while (read < into.Length && offset + read < _flushed)
        {
            var count = RandomAccess.Read(_file, into[read..], offset + read);
            if (count == 0)
            {
                break;
            }

            read += count;
        }

        return read;
    }

    private void Flush()
    {
        RandomAccess.Write(_file, _tail.AsSpan(0, _used), _flushed);
        _flushed += _used;
        _used = 0;
    }
}
