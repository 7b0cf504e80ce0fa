using System.Buffers.Binary;
using System.Security.Cryptography;
using Ledger.Crypto;
using Microsoft.Win32.SafeHandles;

namespace Ledger.BidFiles;

/// <summary>
/// Decrypts a bid file. Only authenticated segments reach the disk, in a part beside the target that becomes it once the last segment has
/// come; a run that was killed goes on from its last checkpoint.
/// </summary>
public sealed class BidFileDecryptor(BidFileOptions options)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Decrypts <paramref name="sourcePath"/> into a new file at <paramref name="targetPath"/>.</summary>
    /// <param name="sourcePath">The bid file.</param>
    /// <param name="targetPath">The bid; it appears when it is complete.</param>
    /// <param name="key">The file key.</param>
    /// <param name="label">The section and the bidder that the file must be for.</param>
    /// <param name="progress">Told after every few segments.</param>
    /// <param name="cancellationToken">Ends the run; the next one goes on.</param>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public BidFileError Decrypt(
        string sourcePath, string targetPath, BidFileKey key, BidFileLabel label, IProgress<BidFileProgress>? progress,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(label);
        if (!BidFileHeader.TryReadFile(sourcePath, out var header, out var error))
        {
            return error;
        }

        if (header.Check(key, label) is var mismatch && mismatch != BidFileError.None)
        {
            return mismatch;
        }

        using var source = File.OpenHandle(sourcePath, FileMode.Open, FileAccess.Read, FileShare.Read, FileOptions.SequentialScan);
        var length = RandomAccess.GetLength(source);
        if (length != header.FileBytes)
        {
            return length < header.FileBytes ? BidFileError.Truncated : BidFileError.TrailingBytes;
        }

        if (File.Exists(targetPath))
        {
            return BidFileError.TargetExists;
        }

        error = Run(header, key, label, source, targetPath, progress, cancellationToken);
        if (error == BidFileError.None)
        {
            File.Move(targetPath + ".part", targetPath, overwrite: false);
            File.Delete(targetPath + ".journal");
        }

        return error;
    }

    private BidFileError Run(
        BidFileHeader header, BidFileKey key, BidFileLabel label, SafeFileHandle source, string targetPath,
        IProgress<BidFileProgress>? progress, CancellationToken cancellationToken)
    {
        using var target = File.OpenHandle(targetPath + ".part", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(target, OwnerOnly);
        }

        using var lanes = new SegmentLanes(header, key, label, options);
        var next = Checkpoint(header, targetPath, RandomAccess.GetLength(target));
        RandomAccess.SetLength(target, next * header.SegmentBytes);
        var written = next;
        while (next < header.Segments)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = (int)Math.Min(lanes.Count, header.Segments - next);
            if (lanes.Open(next, count, source, target) is var error && error != BidFileError.None)
            {
                return error;
            }

            next += count;
            progress?.Report(new BidFileProgress(Math.Min(next * header.SegmentBytes, header.PlaintextBytes), header.PlaintextBytes));
            if (next - written >= options.CheckpointSegments && next < header.Segments)
            {
                RandomAccess.FlushToDisk(target);
                WriteCheckpoint(header, targetPath, next);
                written = next;
            }
        }

        RandomAccess.FlushToDisk(target);
        return BidFileError.None;
    }

    // Digest of the header ‖ segments that are on the disk ‖ digest of both, so that a journal that was not written whole counts for
    // nothing.
    private static long Checkpoint(BidFileHeader header, string targetPath, long partBytes)
    {
        var path = targetPath + ".journal";
        if (!File.Exists(path))
        {
            return 0;
        }

        var journal = File.ReadAllBytes(path);
        if (journal.Length != JournalOf(header, 0).Length)
        {
            return 0;
        }

        var segments = BinaryPrimitives.ReadInt64BigEndian(journal.AsSpan(IHasher.DigestBytes));
        var isOwn = journal.AsSpan().SequenceEqual(JournalOf(header, segments));
        return isOwn && segments > 0 && segments < header.Segments && partBytes >= segments * header.SegmentBytes ? segments : 0;
    }

    private static void WriteCheckpoint(BidFileHeader header, string targetPath, long segments)
    {
        var temporary = targetPath + ".journal.new";
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write))
        {
            file.Write(JournalOf(header, segments));
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, targetPath + ".journal", overwrite: true);
    }

    private static byte[] JournalOf(BidFileHeader header, long segments)
    {
        var journal = new byte[IHasher.DigestBytes + sizeof(long) + IHasher.DigestBytes];
        SHA256.HashData(header.Encoded.Span, journal);
        BinaryPrimitives.WriteInt64BigEndian(journal.AsSpan(IHasher.DigestBytes), segments);
        SHA256.HashData(journal.AsSpan(0, IHasher.DigestBytes + sizeof(long)), journal.AsSpan(IHasher.DigestBytes + sizeof(long)));
        return journal;
    }
}
