using System.Security.Cryptography;
using System.Text;
using Ledger.Audit.Replay;
using Ledger.Protocol;
using Ledger.Protocol.Proofs;

namespace Ledger.Audit.Archive;

/// <summary>
/// How far an audit at <see cref="AuditLevel.Full"/> came, in a file: the block, and the state after it. An audit that was ended goes on
/// from there: blocks below are held against their headers again and not executed. Written anew from time to time, and whole or not there.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="chainId">The chain.</param>
/// <param name="every">How long an audit goes on before it is written again.</param>
public sealed class AuditProgress(string path, Digest chainId, TimeSpan every)
{
    private static readonly byte[] Magic = Encoding.ASCII.GetBytes("ledger/audited/1");
    private long _written = TimeProvider.System.GetTimestamp();

    internal bool IsDue => TimeProvider.System.GetElapsedTime(_written) >= every;

    /// <summary>The block that an earlier audit came to; null where there is no file.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or of another chain.</exception>
    internal AuditedPoint? Open()
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var file = File.OpenRead(path);
        try
        {
            return AuditedPoint.Read(file, Magic, chainId);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Writes how far it came; on the disk when this returns.</summary>
    /// <exception cref="IOException">The disk is full or failed: the file of before stands.</exception>
    internal void Write(ReplayedChain chain)
    {
        var fresh = path + ".new";
        using (var file = new FileStream(fresh, FileMode.Create, FileAccess.ReadWrite, FileShare.None))
        {
            var point = chain.Point();
            var writer = new BinaryWriter(file);
            writer.Write(Magic);
            writer.Write(chainId.ToArray());
            writer.Write(chain.Header.Height);
            writer.Write(chain.Hash.ToArray());
            writer.Write(point.TimeProof);
            writer.Write(point.Transactions);
            foreach (var (key, value) in point.Entries)
            {
                writer.Write((ushort)key.Length);
                writer.Write(key);
                writer.Write(value.Length);
                writer.Write(value);
            }

            writer.Write((ushort)0);
            writer.Flush();
            file.Position = 0;
            var digest = SHA256.HashData(file);
            writer.Write(digest);
            writer.Flush();
            file.Flush(flushToDisk: true);
        }

        File.Move(fresh, path, overwrite: true);
        _written = TimeProvider.System.GetTimestamp();
    }
}

/// <summary>The block that an earlier audit came to.</summary>
internal sealed class AuditedPoint : IDisposable
{
    private const int DigestBytes = SHA256.HashSizeInBytes;
    private readonly BinaryReader _reader;

    private AuditedPoint(BinaryReader reader, ulong height, Digest hash, ulong timeProof, long transactions)
    {
        _reader = reader;
        (Height, Hash) = (height, hash);
        Point = new ReplayPoint(timeProof, transactions, Entries());
    }

    internal ulong Height { get; }

    internal Digest Hash { get; }

    internal ReplayPoint Point { get; }

    public void Dispose() => _reader.Dispose();

    /// <summary>Reads a file, whose digest is checked before anything else of it is.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or of another chain.</exception>
    internal static AuditedPoint Read(FileStream file, byte[] magic, Digest chainId)
    {
        RequireWhole(file);
        file.Position = 0;
        var reader = new BinaryReader(file);
        if (!reader.ReadBytes(magic.Length).AsSpan().SequenceEqual(magic))
        {
            throw new InvalidDataException("it is no such file");
        }

        return new Digest(reader.ReadBytes(Digest.Bytes)) == chainId
            ? new AuditedPoint(
                reader, reader.ReadUInt64(), new Digest(reader.ReadBytes(Digest.Bytes)), reader.ReadUInt64(), reader.ReadInt64())
            : throw new InvalidDataException("it is of another chain");
    }

    private static void RequireWhole(FileStream file)
    {
        const int headBytes = 16 + Digest.Bytes + sizeof(ulong) + Digest.Bytes + sizeof(ulong) + sizeof(long) + sizeof(ushort);
        var left = file.Length - DigestBytes;
        if (left < headBytes)
        {
            throw new InvalidDataException("it is cut off");
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var some = new byte[64 * 1024];
        while (left > 0)
        {
            var read = file.Read(some, 0, (int)Math.Min(some.Length, left));
            hash.AppendData(some, 0, read);
            left -= read;
        }

        var digest = new byte[DigestBytes];
        file.ReadExactly(digest);
        if (!hash.GetHashAndReset().AsSpan().SequenceEqual(digest))
        {
            throw new InvalidDataException("its digest does not fit");
        }
    }

    private IEnumerable<KeyValuePair<byte[], byte[]>> Entries()
    {
        for (var length = _reader.ReadUInt16(); length > 0; length = _reader.ReadUInt16())
        {
            var key = _reader.ReadBytes(length);
            var valueBytes = _reader.ReadInt32();
            if (length > StateLimits.KeyBytesMax || valueBytes is < 0 or > StateLimits.ValueBytesMax)
            {
                throw new InvalidDataException("it has an entry that no state has");
            }

            yield return KeyValuePair.Create(key, _reader.ReadBytes(valueBytes));
        }
    }
}
