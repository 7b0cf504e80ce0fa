using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Google.Protobuf;
using Ledger.Protocol.V1;

namespace Ledger.Witness;

/// <summary>
/// What a witness cosigned last, in a file of two places that are written in turn: whatever instant ends the program, one of them is whole.
/// One program at a time holds it.
/// </summary>
public sealed class WitnessMemory : IDisposable
{
    private const int PlaceBytes = 2 * 1024 * 1024;
    private const int DigestAt = 16 + sizeof(ulong) + sizeof(int);
    private const int HeadBytes = DigestAt + SHA256.HashSizeInBytes;
    private static ReadOnlySpan<byte> Magic => "ledger/witness/1"u8;
    private readonly FileStream _file;
    private ulong _turn;

    private WitnessMemory(FileStream file) => _file = file;

    /// <summary>What was cosigned last; null where nothing was yet.</summary>
    public WitnessRecord? Newest { get; private set; }

    /// <summary>
    /// Begins a memory that holds nothing, in a file that is not there, or that a beginning left which remembered nothing.
    /// </summary>
    /// <exception cref="IOException">A file of this name holds something, another program holds it, or the disk failed.</exception>
    public static WitnessMemory Begin(string path)
    {
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        if (file.Length == 0)
        {
            return new WitnessMemory(file);
        }

        file.Dispose();
        throw new IOException("it holds something");
    }

    /// <summary>Opens a memory.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="InvalidDataException">
    /// Neither place is whole. Nor is one of an empty file, which somebody emptied, or in which a beginning ended before it remembered.
    /// </exception>
    /// <exception cref="IOException">Another program holds it, or the disk failed.</exception>
    public static WitnessMemory Open(string path)
    {
        var memory = new WitnessMemory(new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None));
        try
        {
            memory.Load();
            return memory;
        }
        catch
        {
            memory.Dispose();
            throw;
        }
    }

    /// <summary>Keeps what is about to be cosigned; it is on the disk when this returns.</summary>
    /// <exception cref="IOException">The disk failed: nothing may be cosigned.</exception>
    public void Remember(WitnessRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var content = record.ToByteArray();
        if (content.Length > PlaceBytes - HeadBytes)
        {
            throw new IOException($"What is to be remembered has {content.Length} bytes; a place has {PlaceBytes - HeadBytes}.");
        }

        var head = new byte[HeadBytes];
        Magic.CopyTo(head);
        BinaryPrimitives.WriteUInt64BigEndian(head.AsSpan(16), _turn + 1);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(24), content.Length);
        Digest(head, content).CopyTo(head, DigestAt);
        _file.Position = (long)((_turn + 1) % 2) * PlaceBytes;
        _file.Write([.. head, .. content]);
        _file.Flush(flushToDisk: true);
        _turn++;
        Newest = record;
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void Load()
    {
        for (var place = 0; place < 2; place++)
        {
            if (TryRead(place, out var turn, out var record) && turn > _turn)
            {
                (_turn, Newest) = (turn, record);
            }
        }

        if (Newest is null)
        {
            throw new InvalidDataException(
                _file.Length == 0 ? "it is empty. A key that never cosigned begins again with --first; with any other:"
                : "no place of it is whole.");
        }
    }

    // Over the turn too: the head of a torn write in front of what stood there before is no record.
    private static byte[] Digest(byte[] head, byte[] content) => SHA256.HashData([.. head.AsSpan(0, DigestAt), .. content]);

    private bool TryRead(int place, out ulong turn, [NotNullWhen(true)] out WitnessRecord? record)
    {
        (turn, record) = (0, null);
        var head = new byte[HeadBytes];
        _file.Position = (long)place * PlaceBytes;
        if (_file.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false) < HeadBytes || !head.AsSpan().StartsWith(Magic))
        {
            return false;
        }

        turn = BinaryPrimitives.ReadUInt64BigEndian(head.AsSpan(16));
        var length = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(24));
        if (length is < 0 or > PlaceBytes - HeadBytes)
        {
            return false;
        }

        var content = new byte[length];
        if (_file.ReadAtLeast(content, length, throwOnEndOfStream: false) < length ||
            !Digest(head, content).AsSpan().SequenceEqual(head.AsSpan(DigestAt)))
        {
            return false;
        }

        try
        {
            record = WitnessRecord.Parser.ParseFrom(content);
            return true;
        }
        catch (InvalidProtocolBufferException)
        {
            return false;
        }
    }
}
