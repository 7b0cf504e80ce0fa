using System.Buffers.Binary;
using Ledger.Crypto;
using Ledger.Crypto.Hashing;
using Ledger.Protocol;
using Ledger.Storage;
using Microsoft.Win32.SafeHandles;

namespace Ledger.Finality;

/// <summary>
/// A vote lock in a small file, which one process holds open. Two slots are written in turn, each with a digest of its own, so that a write
/// which the power cuts short leaves the one before it. Made once with the validator's key; never copied, and never restored from a backup.
/// A third slot, behind them, holds the vow.
/// </summary>
public sealed class FileVoteLock : IVoteLock, IDisposable
{
    /// <summary>How far above what peers hold final a key may have voted: twice the blocks that a node executes ahead.</summary>
    public const ulong LostLockMargin = 128;

    private const int SlotBytes = 4096; // a page, so that no write touches the other slot's
    private const int VowSlot = 2;
    private const int ContentBytes = 16 + Digest.Bytes + Digest.Bytes + 8 + Digest.Bytes; // format, chain, validator, height, block
    private const int RecordBytes = ContentBytes + Digest.Bytes;
    private static readonly IHasher Hasher = Hashers.For(CryptoSuite.International);
    private readonly SafeFileHandle _file;
    private readonly Digest _chainId;
    private readonly Digest _validator;
    private Digest _blockHash;
    private int _nextSlot;

    private FileVoteLock(SafeFileHandle file, Digest chainId, Digest validator)
    {
        (_file, _chainId, _validator) = (file, chainId, validator);
    }

    /// <inheritdoc/>
    public ulong Height { get; private set; }

    /// <inheritdoc/>
    public SettleVow? Vow { get; private set; }

    private static ReadOnlySpan<byte> Format => "ledger/votelck/1"u8;

    private static ReadOnlySpan<byte> VowFormat => "ledger/votevow/1"u8;

    /// <summary>What an operator does whose lock is lost, in words that name the commands (docs/operations/vote-lock.md).</summary>
    public static string WayOut(string path, Digest validator) =>
        "Use a new key, and have the old one voted out; " +
        "or find the highest final height that any other node shows (ledger status), and: " +
        $"ledger vote-lock make {path} --validator {validator} --lost-at HEIGHT. " +
        $"The key then abstains up to {LostLockMargin} above it. Never restore a lock from a backup.";

    /// <summary>Makes the lock of a key. No vote will be signed at or below <paramref name="abstainThrough"/>.</summary>
    /// <param name="path">The file; it must not exist. Not inside the data directory.</param>
    /// <param name="chainId">The chain.</param>
    /// <param name="validator">The validator's id.</param>
    /// <param name="abstainThrough">
    /// 0 for a key that has never voted. Of a key whose lock was lost: the highest final height of any peer plus <see
    /// cref="LostLockMargin"/>.
    /// </param>
    /// <exception cref="StorageException">The file exists or cannot be written.</exception>
    public static FileVoteLock Create(string path, Digest chainId, Digest validator, ulong abstainThrough = 0)
    {
        var made = new FileVoteLock(OpenFile(path, validator, FileMode.CreateNew), chainId, validator);
        try
        {
            RandomAccess.SetLength(made._file, 2 * SlotBytes);
            made.Write(abstainThrough, Digest.Zero);
            return made;
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }

    /// <summary>Opens the lock of a key.</summary>
    /// <exception cref="StorageException">
    /// It is missing, damaged, another key's or chain's, or another process has it open; the message says the safe way out.
    /// </exception>
    public static FileVoteLock Open(string path, Digest chainId, Digest validator)
    {
        var opened = new FileVoteLock(OpenFile(path, validator, FileMode.Open), chainId, validator);
        try
        {
            opened.Read(path);
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public bool TryLock(ulong height, Digest blockHash)
    {
        if (height == Height && height > 0)
        {
            return blockHash == _blockHash;
        }

        if (height < Height)
        {
            return false;
        }

        Write(height, blockHash);
        return true;
    }

    /// <inheritdoc/>
    public bool TryVow(SettleVow vow)
    {
        ArgumentNullException.ThrowIfNull(vow);
        if (!vow.MayFollow(Vow))
        {
            return false;
        }

        WriteSlot(VowSlot, VowFormat, vow.Height, vow.Block);
        Vow = vow;
        return true;
    }

    /// <summary>Lets the file go.</summary>
    public void Dispose() => _file.Dispose();

    private static SafeFileHandle OpenFile(string path, Digest validator, FileMode mode)
    {
        try
        {
            if (mode == FileMode.CreateNew && Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            {
                Directory.CreateDirectory(folder);
            }

            return File.OpenHandle(path, mode, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new StorageException(
                StorageError.NoVoteLock,
                $"The vote lock {path} is missing. Without it this node could sign a second block at a height that its key signed " +
                $"before, which is proof of fraud. " +
                $"If the key has never voted: ledger vote-lock make {path} --validator {validator} --never-voted. " +
                $"If it has: {WayOut(path, validator)}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                mode == FileMode.CreateNew && File.Exists(path) ? StorageError.Device : StorageError.InUse,
                $"The vote lock {path} cannot be opened: {e.Message} One process at a time votes with a key; stop the other, or correct " +
                $"the file's rights.",
                e);
        }
    }

    private void Read(string path)
    {
        var best = -1;
        Span<byte> record = stackalloc byte[RecordBytes];
        for (var slot = 0; slot < 2; slot++)
        {
            if (!TryReadSlot(slot, Format, record, path))
            {
                continue;
            }

            var height = BinaryPrimitives.ReadUInt64BigEndian(record[80..]);
            if (best < 0 || height > Height)
            {
                (best, Height, _blockHash) = (slot, height, new Digest(record[88..]));
            }
        }

        if (best < 0)
        {
            throw new StorageException(
                StorageError.Corrupt,
                $"The vote lock {path} is damaged. Move the file away. {WayOut(path, _validator)}");
        }

        _nextSlot = 1 - best;
        ReadVow(path, record);
    }

    // A file without a third slot is of a key that never swore. A damaged one may have: of what, nobody knows.
    private void ReadVow(string path, Span<byte> record)
    {
        if (RandomAccess.GetLength(_file) <= VowSlot * SlotBytes)
        {
            return;
        }

        if (!TryReadSlot(VowSlot, VowFormat, record, path))
        {
            throw new StorageException(
                StorageError.Corrupt,
                $"The vow in the vote lock {path} is damaged: what the key declared of a height that was settled is not known. Move the " +
                $"file away. {WayOut(path, _validator)}");
        }

        Vow = new SettleVow(BinaryPrimitives.ReadUInt64BigEndian(record[80..]), new Digest(record[88..]));
    }

    private bool TryReadSlot(int slot, ReadOnlySpan<byte> format, Span<byte> record, string path)
    {
        if (RandomAccess.Read(_file, record, slot * SlotBytes) != RecordBytes || !IsWhole(record, format))
        {
            return false;
        }

        RequireOwn(record, path);
        return true;
    }

    private static bool IsWhole(ReadOnlySpan<byte> record, ReadOnlySpan<byte> format) =>
        record.StartsWith(format) && DigestOf(record[..ContentBytes]) == new Digest(record[ContentBytes..]);

    private static Digest DigestOf(ReadOnlySpan<byte> content)
    {
        Span<byte> digest = stackalloc byte[Digest.Bytes];
        Hasher.Hash(content, digest);
        return new Digest(digest);
    }

    private void RequireOwn(ReadOnlySpan<byte> record, string path)
    {
        if (new Digest(record[16..]) != _chainId || new Digest(record[48..]) != _validator)
        {
            throw new StorageException(
                StorageError.OtherGenesis,
                $"The vote lock {path} is of validator {new Digest(record[48..])} on chain {new Digest(record[16..])}; this node is " +
                $"{_validator} on {_chainId}.");
        }
    }

    private void Write(ulong height, Digest blockHash)
    {
        WriteSlot(_nextSlot, Format, height, blockHash);
        (Height, _blockHash, _nextSlot) = (height, blockHash, 1 - _nextSlot);
    }

    private void WriteSlot(int place, ReadOnlySpan<byte> format, ulong height, Digest blockHash)
    {
        var slot = new byte[RecordBytes];
        format.CopyTo(slot);
        _chainId.CopyTo(slot.AsSpan(16));
        _validator.CopyTo(slot.AsSpan(48));
        BinaryPrimitives.WriteUInt64BigEndian(slot.AsSpan(80), height);
        blockHash.CopyTo(slot.AsSpan(88));
        DigestOf(slot.AsSpan(0, ContentBytes)).CopyTo(slot.AsSpan(ContentBytes));
        try
        {
            RandomAccess.Write(_file, slot, place * SlotBytes);
            RandomAccess.FlushToDisk(_file);
        }
        catch (IOException e)
        {
            throw new StorageException(StorageError.Device, $"The vote lock could not be written, so nothing is signed: {e.Message}", e);
        }
    }
}
