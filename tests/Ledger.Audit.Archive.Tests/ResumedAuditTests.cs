using System.Security.Cryptography;
using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.TestConsortium;

namespace Ledger.Audit.Archive.Tests;

/// <summary>A full audit that was ended goes on where it was, and finds what was changed meanwhile.</summary>
public sealed class ResumedAuditTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-resumed").FullName;

    private string File => Path.Combine(_folder, "progress");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task It_goes_on_from_any_block_and_executes_none_twice()
    {
        var (whole, all) = await VerifyAsync(ArchivedChain.Blocks, null);
        var last = all;
        for (var height = 1; height <= 7; height++)
        {
            System.IO.File.Delete(File);
            var (first, _) = await VerifyAsync(ArchivedChain.Blocks[..height], File);
            Assert.Equal((ulong)height, first.ExecutedTo);
            var (resumed, checks) = await VerifyAsync(ArchivedChain.Blocks, File);
            Assert.Empty(resumed.Findings);
            Assert.Equal((whole.HeadHash, whole.ExecutedTo), (resumed.HeadHash, resumed.ExecutedTo));
            Assert.Equal(
                (whole.Figures.Transactions, whole.Figures.Landed, whole.Figures.Certificates, whole.Figures.FinalHeight),
                (resumed.Figures.Transactions, resumed.Figures.Landed, resumed.Figures.Certificates, resumed.Figures.FinalHeight));
            Assert.Equal(whole.Figures.Codes, resumed.Figures.Codes);
            Assert.True(checks <= last, $"{checks} after {height} blocks, {last} before."); // only what is executed is verified again
            last = checks;
        }

        Assert.True(last < all / 2, $"{last} of {all}");
    }

    [Fact]
    public async Task One_that_is_killed_midway_left_a_point_behind()
    {
        await Assert.ThrowsAsync<OperationCanceledException>(() => VerifyAsync(KilledAt(ArchivedChain.Blocks, 6), File));
        Assert.True(System.IO.File.Exists(File));
        await System.IO.File.WriteAllTextAsync(File + ".new", "what a write that was cut short leaves");
        Assert.True((await VerifyAsync(ArchivedChain.Blocks, File)).Result.IsSound);

        static IEnumerable<GetBlockResponse> KilledAt(List<GetBlockResponse> blocks, int place)
        {
            // Blocks are prepared ahead, so some time passes before it is seen.
            foreach (var block in blocks[..place])
            {
                yield return block;
            }

            throw new OperationCanceledException();
        }
    }

    [Fact]
    public async Task What_was_changed_below_the_point_is_found()
    {
        foreach (var (change, height, field) in new (Action<List<GetBlockResponse>>, ulong, string)[]
        {
            (blocks => blocks[2].Block.Receipts[0] = blocks[1].Block.Receipts[0], 3, "receipts root"),
            (blocks => blocks[1].Block.Batch = blocks[0].Block.Batch, 2, "transactions root"),
            (blocks => blocks[3].Certificate.Votes.Clear(), 4, "quorum certificate"),
            (blocks => blocks.RemoveRange(4, 3), 4, "height"),
            (Later, 5, "hash"), // a block in its place that the validators have signed
        })
        {
            System.IO.File.Delete(File);
            await VerifyAsync(ArchivedChain.Blocks[..5], File);
            var blocks = ArchivedChain.Blocks;
            change(blocks);
            var (result, _) = await VerifyAsync(blocks, File);
            Assert.False(result.IsSound);
            Assert.Equal((height, field), (result.Findings[0].Height, result.Findings[0].Field));
            Assert.True(result.ExecutedTo < 7);
        }

        static void Later(List<GetBlockResponse> blocks)
        {
            Assert.True(BlockHeader.TryDecode(blocks[4].Block.Header.Span, out var header));
            blocks[4].Block.Header = ByteString.CopyFrom((header with { Time = header.Time + 1 }).Encode());
            blocks[4].Certificate = ArchivedChain.Certify(blocks[4].Block, 5);
        }
    }

    [Fact]
    public async Task A_file_that_is_damaged_or_anothers_is_named_and_nothing_is_taken_from_it()
    {
        await VerifyAsync(ArchivedChain.Blocks[..5], File);
        var whole = await System.IO.File.ReadAllBytesAsync(File);
        for (var at = 0; at < whole.Length; at += 997)
        {
            await RefusedAsync("digest", [.. whole[..at], (byte)(whole[at] ^ 1), .. whole[(at + 1)..]]);
        }

        await RefusedAsync("cut off", whole[..100]);
        await RefusedAsync("cut off", []);
        await RefusedAsync("digest", whole[..^1]);
        await RefusedAsync("no such file", Sealed([.. "another/file/111"u8, .. whole[16..^32]]));
        await RefusedAsync("another chain", Sealed([.. whole[..16], (byte)(whole[16] ^ 1), .. whole[17..^32]]));

        // Whole, and not the state of its block: a value changed, all keys left out.
        await RefusedAsync("not that of the block", Sealed([.. whole[..^35], (byte)(whole[^35] ^ 1), .. whole[^34..^32]]));
        await RefusedAsync("not that of the block", Sealed([.. whole[..104], 0, 0]));
        await RefusedAsync("no state has", Sealed([.. whole[..104], 1, 0, (byte)'k', 255, 255, 255, 255, 0, 0]));
    }

    private async Task RefusedAsync(string words, byte[] bytes)
    {
        await System.IO.File.WriteAllBytesAsync(File, bytes);
        var thrown = await Assert.ThrowsAsync<InvalidDataException>(() => VerifyAsync(ArchivedChain.Blocks, File));
        Assert.Contains(words, thrown.Message, StringComparison.Ordinal);
    }

    private static byte[] Sealed(byte[] bytes) => [.. bytes, .. SHA256.HashData(bytes)];

    private async Task<(AuditResult Result, int Checks)> VerifyAsync(IEnumerable<GetBlockResponse> blocks, string? file)
    {
        var verifier = new Counting();
        using var audit = new ArchiveAudit(
            TestChain.Genesis, verifier, AuditLevel.Full, Path.Combine(_folder, $"{Guid.NewGuid():N}"),
            file is null ? null : new AuditProgress(file, TestChain.Genesis.ChainId, TimeSpan.Zero));
        var result = await audit.VerifyAsync(blocks, null, CancellationToken.None);
        return (result, verifier.Checks);
    }

    private sealed class Counting : ISignatureVerifier
    {
        private int _checks;

        internal int Checks => _checks;

        public void Verify(ReadOnlySpan<SignatureCheck> checks, Span<bool> valid)
        {
            Interlocked.Add(ref _checks, checks.Length);
            TestChain.Verifier.Verify(checks, valid);
        }
    }
}
