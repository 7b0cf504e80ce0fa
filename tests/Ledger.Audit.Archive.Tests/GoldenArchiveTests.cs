using Google.Protobuf;
using Ledger.Execution;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.State;
using Ledger.Storage;
using Ledger.TestConsortium;
using ZstdSharp;

namespace Ledger.Audit.Archive.Tests;

/// <summary>
/// An archive that a program of before wrote, with its genesis file, as text in Golden/: it verifies at every level for ever. In its range
/// the rules change twice, and a validator's key is changed for another. It was made by this very file in a copy of the commit that it
/// names: LEDGER_WRITE_GOLDEN=FILE LEDGER_GOLDEN_COMMIT=COMMIT dotnet test tests/Ledger.Audit.Archive.Tests (golden.sh beside it).
/// </summary>
public sealed class GoldenArchiveTests : IDisposable
{
    private const int ValidatorIn = 4;
    private const int ValidatorOut = 6;
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-golden").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("rules-1-to-3.txt", 3)]
    public async Task An_archive_of_before_verifies_through_changes_of_rules_and_keys(string name, int rules)
    {
        var lines = File.ReadAllLines(Repository.PathOf($"tests/Ledger.Audit.Archive.Tests/Golden/{name}"))
            .Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(' ')).ToList();
        var genesis = GenesisFile.Parse(Unpacked(lines.Single(line => line[0] == "genesis")[1]));
        foreach (var file in lines.Where(line => line[0] == "file"))
        {
            await File.WriteAllBytesAsync(Path.Combine(_folder, file[1]), Convert.FromBase64String(file[2]));
        }

        foreach (var level in Enum.GetValues<AuditLevel>())
        {
            var blocks = new ArchiveReader(_folder, genesis.ChainId).Blocks.ToList();
            var result = await VerifyAsync(genesis, blocks, level);
            Assert.Empty(result.Findings);
            Assert.Equal((9UL, (uint)rules), (result.Head.Height, result.Head.RuleVersion));
            Assert.Equal(lines.Single(line => line[0] == "head")[1], $"{result.HeadHash}");
            Assert.Equal(level == AuditLevel.Full ? 9UL : (ulong?)null, result.ExecutedTo);
            Assert.Equal(3, blocks.Select(block => Decoded(block).ValidatorsHash).Distinct().Count());
            Assert.Equal(
                Enumerable.Range(1, rules).Select(one => (uint)one), blocks.Select(block => Decoded(block).RuleVersion).Distinct());
        }

        // And it is not that anything would: the same under rules that were not yet in force.
        var early = new ArchiveReader(_folder, genesis.ChainId).Blocks.ToList();
        early[2].Block.Header = ByteString.CopyFrom((Decoded(early[2]) with { RuleVersion = 1 }).Encode());
        Assert.False((await VerifyAsync(genesis, early, AuditLevel.Full)).IsSound);
    }

    [Fact]
    public void A_golden_archive_is_written_where_a_file_is_named()
    {
        if (Environment.GetEnvironmentVariable("LEDGER_WRITE_GOLDEN") is not { } to)
        {
            return;
        }

        var writer = ArchiveWriter.Open(_folder, TestChain.Genesis.ChainId);
        var blocks = Make();
        blocks.ForEach(block => writer.Add(block));
        writer.Flush();
        var genesis = Seeds.ConsortiumSeed.Create().GenesisBytes.ToArray();
        using var packer = new Compressor(19);
        File.WriteAllLines(
            to,
            [
                $"# Written at commit {Environment.GetEnvironmentVariable("LEDGER_GOLDEN_COMMIT")} by GoldenArchiveTests; see there.",
                $"head {BlockHeader.Hash(TestChain.Genesis.Hasher, blocks[^1].Block.Header.Span)}",
                $"genesis {Convert.ToBase64String(packer.Wrap(genesis))}",
                .. Directory.GetFiles(_folder).Order(StringComparer.Ordinal).Select(file =>
                    $"file {Path.GetFileName(file)} {Convert.ToBase64String(File.ReadAllBytes(file))}"),
            ]);
    }

    private static BlockHeader Decoded(GetBlockResponse block) =>
        BlockHeader.TryDecode(block.Block.Header.Span, out var header) ? header : throw new InvalidDataException("no header");

    private static byte[] Unpacked(string text)
    {
        using var unpacker = new Decompressor();
        return unpacker.Unwrap(Convert.FromBase64String(text)).ToArray();
    }

    private async Task<AuditResult> VerifyAsync(GenesisFile genesis, List<GetBlockResponse> blocks, AuditLevel level)
    {
        using var audit = new ArchiveAudit(genesis, TestChain.Verifier, level, Path.Combine(_folder, $"{Guid.NewGuid():N}.state"));
        return await audit.VerifyAsync(blocks, null, CancellationToken.None);
    }

    private static List<GetBlockResponse> Make()
    {
        var store = new MemoryStore();
        var chain = Chain.Open(TestChain.Genesis, store, TestChain.Verifier, new StateOptions(), new ExecutionOptions());
        var forged = Good();
        forged[^1] ^= 1;
        byte[][][] batches =
        [
            [Good(), Good()], VotedChanges.NextRules(2), [Good(), forged], VotedChanges.Make(), [Good()],
            VotedChanges.Make(TestChain.SignerOf(3).PublicKey, 78, 0), VotedChanges.NextRules(3), [Good()], [],
        ];
        var blocks = new List<GetBlockResponse>();
        QuorumCertificate? newest = null;
        foreach (var batch in batches)
        {
            var height = chain.Head.Height + 1;
            var proof = height is ValidatorIn + 1 or ValidatorOut + 1 ? null : newest;
            chain.Commit(chain.Execute(TestChain.Ordered(height, TestChain.Batch(proof, batch))), new WriteSet());
            var block = chain.Blocks.GetBlock(height)!;
            newest = Certify(block, height);
            blocks.Add(new GetBlockResponse { Block = block, Certificate = newest });
        }

        return blocks;
    }

    // By the four that were there at first; once the last of them has left, by three of the four that are there then.
    private static QuorumCertificate Certify(Block block, ulong height)
    {
        var time = TestChain.StartMs + (1000 * (long)height);
        var hash = BlockHeader.Hash(TestChain.Genesis.Hasher, block.Header.Span);
        return height > ValidatorOut
            ? TestChain.Certificate(height, hash, time, time, time)
            : TestChain.Certificate(height, hash, time, time, time, time);
    }

    private static byte[] Good() => TestChain.Sign(TestChain.Body());
}
