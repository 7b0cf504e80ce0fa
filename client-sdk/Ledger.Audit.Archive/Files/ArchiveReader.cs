using System.Buffers.Binary;
using System.Security.Cryptography;
using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace Ledger.Audit.Archive;

/// <summary>
/// Reads an archive in order, a chunk in memory at a time. It says that the files are the ones that the index names, and that they hold
/// blocks; what the blocks are worth, <see cref="ArchiveAudit"/> says.
/// </summary>
/// <param name="folder">The archive.</param>
/// <param name="chainId">The chain that it must be of.</param>
public sealed class ArchiveReader(string folder, Digest chainId)
{
    private const int WindowLogMax = 24; // 16 MiB: a frame that wants more wants more than a chunk holds

    /// <summary>The chunks, from the index alone.</summary>
    /// <exception cref="ArchiveException">The index is not one.</exception>
    public IEnumerable<ArchiveChunk> Chunks
    {
        get
        {
            ArchiveFolder.Check(folder, chainId);
            return ArchiveFolder.ReadIndex(folder);
        }
    }

    /// <summary>The blocks from height 1 on, each with its certificate where there is one.</summary>
    /// <exception cref="ArchiveException">A file is missing, changed, or holds something else; the message names it.</exception>
    /// <exception cref="IOException">The disk failed.</exception>
    public IEnumerable<GetBlockResponse> Blocks => BlocksFrom(1);

    /// <summary>As <see cref="Blocks"/> from a height on; chunks that end below are not read.</summary>
    public IEnumerable<GetBlockResponse> BlocksFrom(ulong height) => Chunks.Where(chunk => chunk.Last >= height)
        .SelectMany(chunk => Read(chunk).Skip((int)(Math.Max(height, chunk.First) - chunk.First)));

    /// <summary>The blocks of one chunk.</summary>
    internal IEnumerable<GetBlockResponse> Read(ArchiveChunk chunk)
    {
        var file = ReadFile(chunk);
        using var decompressed = new DecompressionStream(new MemoryStream(file));
        decompressed.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, WindowLogMax);
        var left = chunk.Bytes;
        var length = new byte[sizeof(uint)];
        for (var height = chunk.First; height <= chunk.Last; height++)
        {
            ReadExactly(chunk, decompressed, length, ref left);
            var bytes = BinaryPrimitives.ReadUInt32BigEndian(length);
            if (bytes > ArchiveLimits.RecordBytesMax || bytes > left)
            {
                throw Damaged(chunk, $"the record of block {height} has {bytes} bytes", $"区块 {height} 的记录长 {bytes} 字节");
            }

            var record = new byte[bytes];
            ReadExactly(chunk, decompressed, record, ref left);
            yield return Parse(chunk, height, record);
        }

        if (left != 0 || Fill(decompressed, length.AsSpan(0, 1), chunk) != 0)
        {
            throw Damaged(chunk, "it holds more than its index line says", "其内容多于索引所载");
        }
    }

    private byte[] ReadFile(ArchiveChunk chunk)
    {
        var path = Path.Combine(folder, chunk.FileName);
        if (!File.Exists(path) || new FileInfo(path).Length != chunk.FileBytes)
        {
            throw Damaged(chunk, $"it is not there with {chunk.FileBytes} bytes", $"不存在，或长度不是 {chunk.FileBytes} 字节");
        }

        var file = File.ReadAllBytes(path);
        return new Digest(SHA256.HashData(file)) == chunk.Sha256 ? file
            : throw Damaged(chunk, "its SHA-256 is not the one of the index", "其 SHA-256 与索引不符");
    }

    private static void ReadExactly(ArchiveChunk chunk, Stream from, Span<byte> into, ref int left)
    {
        if (into.Length > left || Fill(from, into, chunk) != into.Length)
        {
            throw Damaged(chunk, "it holds less than its index line says", "其内容少于索引所载");
        }

        left -= into.Length;
    }

    private static int Fill(Stream from, Span<byte> into, ArchiveChunk chunk)
    {
        try
        {
            return from.ReadAtLeast(into, into.Length, throwOnEndOfStream: false);
        }
        catch (Exception e) when (e is ZstdException or EndOfStreamException)
        {
            throw Damaged(chunk, "it is no Zstandard frame of this size", "不是该长度的 Zstandard 帧");
        }
    }

    private static GetBlockResponse Parse(ArchiveChunk chunk, ulong height, byte[] record)
    {
        try
        {
            var parsed = GetBlockResponse.Parser.ParseFrom(record);
            if (parsed.Block is not null)
            {
                return parsed;
            }
        }
        catch (InvalidProtocolBufferException)
        {
        }

        throw Damaged(chunk, $"the record of block {height} is none", $"区块 {height} 的记录无法读取");
    }

    private static ArchiveException Damaged(ArchiveChunk chunk, string what, string chinese) => new(
        $"{chunk.FileName} is damaged or was changed: {what}. Fetch the archive again, or take this file from another copy.",
        $"{chunk.FileName} 已损坏或被改动：{chinese}。请重新取得归档，或从另一份副本取此文件。");
}
