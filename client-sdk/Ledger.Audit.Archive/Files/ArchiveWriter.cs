using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using ZstdSharp;

namespace Ledger.Audit.Archive;

/// <summary>
/// Puts blocks into an archive, a chunk at a time: a file, and then its line in the index. What was not finished is no part of the archive,
/// and is done again. Not safe for use by several threads, nor by two programs.
/// </summary>
public sealed class ArchiveWriter
{
    private const int CompressionLevel = 6;
    private readonly string _folder;
    private readonly List<byte[]> _records = [];
    private int _bytes;

    private ArchiveWriter(string folder, ArchiveChunk? newest, int chunks)
    {
        _folder = folder;
        Newest = newest;
        Chunks = chunks;
    }

    /// <summary>The newest chunk; null while there is none.</summary>
    public ArchiveChunk? Newest { get; private set; }

    /// <summary>How many chunks there are.</summary>
    public int Chunks { get; private set; }

    /// <summary>The height that comes next.</summary>
    public ulong Next => (Newest?.Last ?? 0) + (ulong)_records.Count + 1;

    /// <summary>Opens an archive where it was left, or begins one.</summary>
    /// <exception cref="ArchiveException">The folder holds something else, or an archive of another chain.</exception>
    /// <exception cref="IOException">The disk failed.</exception>
    public static ArchiveWriter Open(string folder, Digest chainId)
    {
        if (!ArchiveFolder.IsOne(folder))
        {
            ArchiveFolder.Begin(folder, chainId);
        }

        ArchiveFolder.Check(folder, chainId);
        ArchiveChunk? newest = null;
        var (chunks, indexBytes) = (0, 0L);
        foreach (var chunk in ArchiveFolder.ReadIndex(folder))
        {
            newest = chunk;
            chunks++;
            indexBytes += chunk.ToString().Length + 1;
        }

        CutUnfinishedLine(folder, indexBytes);
        if (newest is not null)
        {
            _ = new ArchiveReader(folder, chainId).Read(newest).Count();
        }

        return new ArchiveWriter(folder, newest, chunks);
    }

    /// <summary>Takes the next block; a chunk that is full is written.</summary>
    /// <exception cref="ArchiveException">It is longer than any block.</exception>
    /// <exception cref="IOException">The disk is full or failed; what was written before stands.</exception>
    public void Add(GetBlockResponse block)
    {
        ArgumentNullException.ThrowIfNull(block);
        var record = block.ToByteArray();
        if (record.Length > ArchiveLimits.RecordBytesMax)
        {
            throw new ArchiveException(
                $"The node's block {Next} has {record.Length:N0} bytes; no block has more than {ArchiveLimits.RecordBytesMax:N0}. " +
                "Fetch from another node.",
                $"节点给出的区块 {Next} 长 {record.Length:N0} 字节，超过上限 {ArchiveLimits.RecordBytesMax:N0}；请改从其他节点取得。");
        }

        if (_bytes + sizeof(uint) + record.Length > ArchiveLimits.ChunkBytesMax || _records.Count == ArchiveLimits.ChunkBlocksMax)
        {
            Flush();
        }

        _records.Add(record);
        _bytes += sizeof(uint) + record.Length;
    }

    /// <summary>Writes what was added since the last chunk as a chunk of its own.</summary>
    /// <exception cref="IOException">The disk is full or failed; what was written before stands.</exception>
    public void Flush()
    {
        if (_records.Count == 0)
        {
            return;
        }

        var first = (Newest?.Last ?? 0) + 1;
        var file = Compress();
        var chunk = new ArchiveChunk(
            first, first + (ulong)_records.Count - 1, file.Length, _bytes, new Digest(SHA256.HashData(file)));
        var unfinished = Path.Combine(_folder, ArchiveFolder.UnfinishedName);
        WriteDurably(unfinished, FileMode.Create, file);
        File.Move(unfinished, Path.Combine(_folder, chunk.FileName), overwrite: true);
        WriteDurably(Path.Combine(_folder, ArchiveFolder.IndexName), FileMode.Append, Encoding.ASCII.GetBytes($"{chunk}\n"));
        Newest = chunk;
        Chunks++;
        _records.Clear();
        _bytes = 0;
    }

    private byte[] Compress()
    {
        var plain = new byte[_bytes];
        var at = 0;
        foreach (var record in _records)
        {
            BinaryPrimitives.WriteInt32BigEndian(plain.AsSpan(at), record.Length);
            record.CopyTo(plain, at + sizeof(uint));
            at += sizeof(uint) + record.Length;
        }

        using var compressor = new Compressor(CompressionLevel);
        return compressor.Wrap(plain).ToArray();
    }

    private static void CutUnfinishedLine(string folder, long indexBytes)
    {
        var path = Path.Combine(folder, ArchiveFolder.IndexName);
        if (File.Exists(path) && new FileInfo(path).Length > indexBytes)
        {
            using var index = File.OpenWrite(path);
            index.SetLength(indexBytes);
        }
    }

    private static void WriteDurably(string path, FileMode mode, byte[] bytes)
    {
        using var file = new FileStream(path, mode, FileAccess.Write);
        file.Write(bytes);
        file.Flush(flushToDisk: true);
    }
}
