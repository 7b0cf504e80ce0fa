using System.Text;
using System.Text.RegularExpressions;
using Ledger.Protocol;
using Ledger.Witness.Checkpoints;
using Ledger.Witness.Notes;

namespace Ledger.Client.Tests.Witnesses;

/// <summary>Notes as other implementations write them, and bytes that are none.</summary>
public sealed class NoteTests
{
    // From the documentation of golang.org/x/mod/sumdb/note.
    private const string GoKey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    private const string GoNote =
        "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n— PeterNeumann " +
        "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    [Fact]
    public void A_note_of_the_go_implementation_is_read_verified_and_written_again()
    {
        Assert.True(NoteKey.TryParse(GoKey, out var key));
        Assert.Equal((NoteKeyKind.Log, GoKey), (key.Kind, key.ToString()));
        Assert.True(SignedNote.TryRead(Encoding.UTF8.GetBytes(GoNote), out var note));
        Assert.Equal(GoNote, note.ToString());
        var line = note.Of(key.Name, key.Id)!;
        Assert.True(key.Verifies(Encoding.UTF8.GetBytes(note.Text), line.Value));
        Assert.False(key.Verifies(Encoding.UTF8.GetBytes(note.Text + "\n"), line.Value));
    }

    [Fact]
    public async Task The_vectors_of_the_specification_are_what_two_implementations_make()
    {
        var path = Path.Combine(Repository.Root, "docs/spec/witness.md");
        var spec = Regex.Matches(await File.ReadAllTextAsync(path), "^    vector: (.+?) = (.+)$", RegexOptions.Multiline)
            .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value, StringComparer.Ordinal);
        Assert.True(NoteKey.TryParse(spec["witness key"], out var key));
        var secret = $"PRIVATE+KEY+{spec["name"]}+{key.Id:x8}+{Convert.ToBase64String([4, .. Convert.FromHexString(spec["seed"])])}";
        Assert.True(NoteSigner.TryParse(secret, out var signer));
        using (signer)
        {
            Assert.Equal(spec["witness key"], signer.Public.ToString());
            var text = string.Concat(Enumerable.Range(1, 3).Select(line => spec[$"note line {line}"] + "\n"));
            Assert.True(LogCheckpoint.TryRead(text, out var checkpoint));
            Assert.Equal(spec["note line 1"], LogCheckpoint.OriginOf(new Digest(Enumerable.Repeat((byte)0x11, 32).ToArray())));
            Digest[] leaves =
            [
                .. new byte[] { 1, 2, 3 }.Select(
                    value => MerkleTree.LeafHash(ChainCheckpoint.LogHasher, Enumerable.Repeat(value, 32).ToArray())),
            ];
            Assert.Equal(checkpoint.Root, MerkleTree.Root(ChainCheckpoint.LogHasher, leaves));
            var note = new SignedNote(text, [signer.Cosign(text, long.Parse(spec["time"]))]);
            Assert.Equal(spec["cosignature"], note.ToString().Split('\n')[^2]);
            Assert.Equal(long.Parse(spec["time"]), Cosignatures.TimeOf(note, key));
            Assert.Equal(spec["quorum line's key id"], $"{ChainCheckpoint.Line(spec["note line 1"], new()).Id:x8}");
            Assert.Throws<InvalidOperationException>(() => signer.SignText(text));
        }

        var script = Path.Combine(Repository.Root, "tests/Ledger.Cli.Tests/Witnesses/log.py");
        var second = await ProgramRun.InAsync(Repository.Root, "python3", [script, "vectors", path]);
        Assert.True(second is { Succeeded: true, Output: "ok vectors\n" }, second.Said);
    }

    [Fact]
    public void A_cosignature_of_another_text_time_key_or_length_counts_for_nothing()
    {
        const string text = "ledger/chain/x\n1\ny\n";
        using var signer = Signer(NoteKeyKind.Witness);
        using var other = Signer(NoteKeyKind.Witness);
        var line = signer.Cosign(text, 7);
        Assert.Equal(7, Cosignatures.TimeOf(new SignedNote(text, [line]), signer.Public));
        Assert.Null(Cosignatures.TimeOf(new SignedNote(text + "z\n", [line]), signer.Public));
        Assert.Null(Cosignatures.TimeOf(new SignedNote(text, [line]), other.Public));
        for (var at = 0; at < line.Value.Length; at++)
        {
            byte[] changed = [.. line.Value];
            changed[at] ^= 1;
            Assert.Null(Cosignatures.TimeOf(new SignedNote(text, [line with { Value = changed }]), signer.Public));
        }

        Assert.Null(Cosignatures.TimeOf(new SignedNote(text, [line with { Value = line.Value[..^1] }]), signer.Public));
        Assert.Null(Cosignatures.TimeOf(new SignedNote(text, [line with { Value = [.. line.Value, 0] }]), signer.Public));
        byte[] negative = [0xff, .. line.Value[1..]];
        Assert.Null(Cosignatures.TimeOf(new SignedNote(text, [line with { Value = negative }]), signer.Public));
    }

    [Theory]
    [InlineData("")]
    [InlineData("text\n")]
    [InlineData("text\n\n")]
    [InlineData("\n\n— a AAAAAAA=\n")] // no text
    [InlineData("text\n\n— a AAAAAAA=")] // no line feed at its end
    [InlineData("text\n\n- a AAAAAAA=\n")]
    [InlineData("text\n\n— a  AAAAAAA=\n")]
    [InlineData("text\n\n— a+b AAAAAAA=\n")]
    [InlineData("text\n\n— a AAAAAA==\n")] // a key id and nothing
    [InlineData("text\n\n— a AAAAAAB=\n")] // bits that count for nothing
    [InlineData("text\n\n— a AAAA AAA=\n")]
    [InlineData("text\r\n\n— a AAAAAAA=\n")]
    [InlineData("text\t\n\n— a AAAAAAA=\n")]
    [InlineData("\uFEFFtext\n\n— a AAAAAAA=\n")]
    public void What_is_no_note_is_not_read(string text) => Assert.False(SignedNote.TryRead(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void A_note_has_limits_and_is_utf8()
    {
        const string line = "— a AAAAAAA=\n";
        Assert.True(SignedNote.TryRead(Encoding.UTF8.GetBytes("a\n\nb\n\n" + string.Concat(Enumerable.Repeat(line, 100))), out var note));
        Assert.Equal(("a\n\nb\n", 100), (note.Text, note.Signatures.Count));
        Assert.False(SignedNote.TryRead(Encoding.UTF8.GetBytes("a\n\n" + string.Concat(Enumerable.Repeat(line, 101))), out _));
        Assert.False(SignedNote.TryRead(new byte[SignedNote.BytesMax + 1], out _));
        Assert.False(SignedNote.TryRead([.. "a"u8, 0xff, .. Encoding.UTF8.GetBytes("\n\n" + line)], out _));
    }

    [Theory]
    [InlineData("ledger/chain/x\n0\n34lolseZUx8f0eVWzqJqaYmrBoU7y/3T5PUJemEfZY8=\n")]
    [InlineData("ledger/chain/x\n01\n34lolseZUx8f0eVWzqJqaYmrBoU7y/3T5PUJemEfZY8=\n")]
    [InlineData("ledger/chain/x\n1\n34lolseZUx8f0eVWzqJqaYmrBoU7y/3T5PUJemEfZ\n")]
    [InlineData("ledger/chain/x\n1\n34lolseZUx8f0eVWzqJqaYmrBoU7y/3T5PUJemEfZY8=\nmore\n")]
    [InlineData("ledger/chain/x\n18446744073709551616\n34lolseZUx8f0eVWzqJqaYmrBoU7y/3T5PUJemEfZY8=\n")]
    [InlineData("ledger/chain/x\n1\n")]
    public void A_checkpoint_has_three_lines_in_one_spelling(string text) => Assert.False(LogCheckpoint.TryRead(text, out _));

    [Theory]
    [InlineData("PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")] // another id
    [InlineData("PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("PeterNeumann+c74f20a3+AhpcFp0=")]
    [InlineData("PeterNeumann+c74f20a3+")]
    [InlineData("PeterNeumann")]
    [InlineData(null)]
    public void What_is_no_key_is_not_read(string? text) => Assert.False(NoteKey.TryParse(text, out _));

    private static NoteSigner Signer(NoteKeyKind kind)
    {
        Assert.True(NoteSigner.TryParse(NoteSigner.Generate("witness.example/w", kind), out var signer));
        return signer;
    }
}
