using System.Buffers.Binary;
using System.Security.Cryptography;
using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.TestConsortium;
using ZstdSharp;

namespace Ledger.Audit.Archive.Tests;

/// <summary>An archive's files: what is written is read again, what was not finished is done again, what is hostile is refused.</summary>
public sealed class ArchiveFileTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"ledger-archive-{Guid.NewGuid():N}");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_written_is_read_again()
    {
        Write(3, 4);
        Assert.Equal(ArchivedChain.Blocks, Reader.Blocks);
        Assert.Equal([(1UL, 3UL), (4UL, 7UL)], Reader.Chunks.Select(chunk => (chunk.First, chunk.Last)));
        Assert.Equal(8UL, Open().Next);
    }

    [Fact]
    public void What_was_not_finished_is_done_again()
    {
        Write(3);
        File.AppendAllText(IndexPath, "4 7 12");
        File.WriteAllText(Path.Combine(_folder, "unfinished.tmp"), "half a chunk");
        File.WriteAllText(Path.Combine(_folder, "000000000004-000000000007.blocks.zst"), "a chunk without its line");
        Assert.Equal(3, Reader.Blocks.Count());
        var writer = Open();
        Assert.Equal(4UL, writer.Next);
        ArchivedChain.Blocks[3..].ForEach(writer.Add);
        writer.Flush();
        Assert.Equal(ArchivedChain.Blocks, Reader.Blocks);
    }

    [Fact]
    public void A_chunk_is_closed_where_it_is_full()
    {
        var writer = Open();
        for (var i = 0; i <= ArchiveLimits.ChunkBlocksMax; i++)
        {
            writer.Add(ArchivedChain.Blocks[5]);
        }

        Assert.Equal((ulong)ArchiveLimits.ChunkBlocksMax, writer.Newest!.Last);
        Assert.Equal((ulong)ArchiveLimits.ChunkBlocksMax + 2, writer.Next);
    }

    [Fact]
    public void Nothing_is_put_beside_other_files()
    {
        Directory.CreateDirectory(_folder);
        File.WriteAllText(Path.Combine(_folder, "letter.txt"), "mine");
        Assert.Contains("not empty", Assert.Throws<ArchiveException>(Open).Message, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public void An_archive_of_another_chain_or_format_is_not_read()
    {
        Write(3);
        var other = new ArchiveReader(_folder, TestChain.HashOf(1));
        Assert.Contains("of chain", Assert.Throws<ArchiveException>(() => other.Blocks.Count()).Message, StringComparison.Ordinal);
        var head = Path.Combine(_folder, "archive.json");
        var format = File.ReadAllText(head).Replace("\"format\":1", "\"format\":2", StringComparison.Ordinal);
        File.WriteAllText(head, format);
        Assert.Contains("has format 2", Assert.Throws<ArchiveException>(() => Reader.Blocks.Count()).Message, StringComparison.Ordinal);
        File.WriteAllText(head, "{");
        Assert.Contains("cannot be read", Assert.Throws<ArchiveException>(() => Reader.Blocks.Count()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1 3 10 10 ../../etc/passwd")]
    [InlineData("2 3 10 10 HASH")]
    [InlineData("1 2000 10 10 HASH")]
    [InlineData("1 0 10 10 HASH")]
    [InlineData("01 3 10 10 HASH")]
    [InlineData("1 3 10 99999999 HASH")]
    [InlineData("1 3 99999999 10 HASH")]
    [InlineData("1 3 10 10 HASH ")]
    [InlineData("")]
    public void A_line_that_is_no_chunk_is_refused(string line)
    {
        Write(3);
        File.WriteAllText(IndexPath, line.Replace("HASH", new string('0', 64), StringComparison.Ordinal) + "\n");
        Assert.Contains("Line 1 of", Assert.Throws<ArchiveException>(() => Reader.Blocks.Count()).Message, StringComparison.Ordinal);
        Assert.Throws<ArchiveException>(Open);
    }

    [Fact]
    public void A_line_without_an_end_costs_no_memory()
    {
        Write(3);
        File.WriteAllText(IndexPath, new string('1', 1_000_000));
        Assert.Contains("Line 1 of", Assert.Throws<ArchiveException>(() => Reader.Blocks.Count()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_missing_short_or_changed_is_named()
    {
        Write(3, 4);
        var path = Path.Combine(_folder, "000000000004-000000000007.blocks.zst");
        var file = File.ReadAllBytes(path);
        File.WriteAllBytes(path, [.. file[..^1], (byte)(file[^1] ^ 1)]);
        Refused("SHA-256");
        File.WriteAllBytes(path, file[..^1]);
        Refused("not there with");
        File.Delete(path);
        Refused("not there with");
        Assert.Throws<ArchiveException>(Open);
    }

    [Fact]
    public void A_bomb_is_not_unpacked()
    {
        WriteChunk(new byte[200_000_000], declared: 1_000, blocks: 1); // its first record has no bytes
        Refused("is none");
        WriteChunk(Record(100, 1_000_000), declared: 104, blocks: 1);
        Refused("is none");
        WriteChunk([.. Record(ArchivedChain.Blocks[0].ToByteArray()), .. new byte[100_000_000]], declared: null, blocks: 1);
        Refused("more than its index line says");
    }

    [Fact]
    public void A_record_that_lies_about_its_length_is_refused()
    {
        WriteChunk([0xFF, 0xFF, 0xFF, 0xFF, 1], declared: 5, blocks: 1);
        Refused("4294967295 bytes");
        WriteChunk(Record(ArchivedChain.Blocks[0].ToByteArray()), declared: null, blocks: 2);
        Refused("less than its index line says");
        WriteChunk(Record("no block"u8.ToArray()), declared: null, blocks: 1);
        Refused("is none");
    }

    [Fact]
    public void Bytes_that_are_no_frame_are_refused()
    {
        WriteFile("no frame at all"u8.ToArray(), 100, 1);
        Refused("no Zstandard frame");
    }

    private ArchiveReader Reader => new(_folder, TestChain.Genesis.ChainId);

    private string IndexPath => Path.Combine(_folder, "chunks.txt");

    private void Refused(string why)
    {
        var refused = Assert.Throws<ArchiveException>(() => Reader.Blocks.Count());
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.Contains("请", refused.Chinese, StringComparison.Ordinal);
    }

    private ArchiveWriter Open() => ArchiveWriter.Open(_folder, TestChain.Genesis.ChainId);

    private void Write(params int[] chunks)
    {
        var writer = Open();
        var blocks = new Queue<GetBlockResponse>(ArchivedChain.Blocks);
        foreach (var count in chunks)
        {
            for (var i = 0; i < count; i++)
            {
                writer.Add(blocks.Dequeue());
            }

            writer.Flush();
        }
    }

    private void WriteChunk(byte[] plain, int? declared, ulong blocks)
    {
        using var compressor = new Compressor();
        WriteFile(compressor.Wrap(plain).ToArray(), declared ?? Math.Min(plain.Length, Length(plain)), blocks);
    }

    private static int Length(byte[] plain) => (int)BinaryPrimitives.ReadUInt32BigEndian(plain) + sizeof(uint);

    private void WriteFile(byte[] file, int bytes, ulong blocks)
    {
        if (!Directory.Exists(_folder))
        {
            _ = Open();
        }

        var chunk = new ArchiveChunk(1, blocks, file.Length, bytes, new Digest(SHA256.HashData(file)));
        File.WriteAllBytes(Path.Combine(_folder, chunk.FileName), file);
        File.WriteAllText(IndexPath, $"{chunk}\n");
    }

    private static byte[] Record(byte[] content) => Record(content.Length, content.Length, content);

    private static byte[] Record(int length, int bytes, byte[]? content = null)
    {
        var record = new byte[sizeof(uint) + bytes];
        BinaryPrimitives.WriteInt32BigEndian(record, length);
        content?.CopyTo(record, sizeof(uint));
        return record;
    }
}
