using System.Runtime.Versioning;

namespace Ledger.BidFiles.Tests;

/// <summary>A run that is killed goes on: from the last whole segment, never with a nonce used before, never with another source.</summary>
public sealed class ResumeTests
{
    private const int Segments = 40;
    private const int Bytes = (Segments * Bidder.Segment) - 7;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(37)]
    public void Encryption_goes_on_after_a_kill(int segments)
    {
        using var bidder = new Bidder();
        var content = Begin(bidder, segments);
        var before = File.ReadAllBytes(bidder.PathOf("bid.enc.part"));

        // The kill came in the middle of a write.
        File.WriteAllBytes(bidder.PathOf("bid.enc.part"), before[..^100]);
        var first = -1L;
        var error = Bidder.Encryptor().Encrypt(
            bidder.PathOf("bid"), bidder.PathOf("bid.enc"), Bidder.Label, bidder.Recipients,
            new Progress(progress => first = first < 0 ? progress.BytesDone : first), CancellationToken.None);
        Assert.Equal(BidFileError.None, error);
        Assert.Equal(Bidder.Segment, first); // the first segment was kept, and said so
        var file = File.ReadAllBytes(bidder.PathOf("bid.enc"));
        Assert.True(BidFileHeader.TryRead(file, out var header, out _));
        var keptSegments = (before.Length - 100 - header.Encoded.Length) / (Bidder.Segment + 40);
        var kept = header.Encoded.Length + (keptSegments * (Bidder.Segment + 40));
        Assert.Equal(before[..kept], file[..kept]);
        Assert.NotEqual(before[kept..(kept + 24)], file[kept..(kept + 24)]); // written again under another nonce
        Assert.Equal(BidFileError.None, bidder.Decrypt(file));
        Assert.Equal(content, File.ReadAllBytes(bidder.PathOf("changed")));
        Assert.False(File.Exists(bidder.PathOf("bid.enc.journal")));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void The_journal_is_its_owners_alone()
    {
        using var bidder = new Bidder();
        Begin(bidder, 3);
        Assert.True(
            OperatingSystem.IsWindows() ||
                File.GetUnixFileMode(bidder.PathOf("bid.enc.journal")) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.False(File.Exists(bidder.PathOf("bid.enc")));
    }

    [Fact]
    public void A_source_that_changed_meanwhile_is_refused()
    {
        using var bidder = new Bidder();
        var content = Begin(bidder, 9);
        content[10] ^= 1;
        File.WriteAllBytes(bidder.PathOf("bid"), content);
        Assert.Equal(
            BidFileError.SourceChanged, Bidder.Encryptor()
                .Encrypt(bidder.PathOf("bid"), bidder.PathOf("bid.enc"), Bidder.Label, bidder.Recipients, null, CancellationToken.None));
    }

    [Fact]
    public void Another_label_recipient_or_length_begins_anew()
    {
        using var bidder = new Bidder();
        foreach (var change in (Action[])[() => { }, () => File.AppendAllText(bidder.PathOf("bid"), "x")])
        {
            Begin(bidder, 9);
            change();
            var label = Bidder.Label with { SectionCode = "E4404000001001043001002" };
            var before = File.ReadAllBytes(bidder.PathOf("bid.enc.part"));
            Assert.Equal(
                BidFileError.None,
                Bidder.Encryptor()
                    .Encrypt(bidder.PathOf("bid"), bidder.PathOf("bid.enc"), label, [bidder.Recipients[0]], null, CancellationToken.None));
            var after = File.ReadAllBytes(bidder.PathOf("bid.enc"));
            Assert.NotEqual(before[26..42], after[26..42]); // another file id, so another key
            Assert.Equal(BidFileError.None, bidder.Decrypt(after, label));
            File.Delete(bidder.PathOf("changed"));
            File.Delete(bidder.PathOf("bid.enc"));
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(21)]
    [InlineData(38)]
    public void Decryption_goes_on_from_its_checkpoint(int segments)
    {
        using var bidder = new Bidder();
        var content = bidder.Encrypt(Bytes);
        using var key = bidder.KeyOf("bid.enc");
        Assert.Throws<OperationCanceledException>(() => Decrypt(bidder, key, KillAfter(segments, out var kill), kill));
        Assert.False(File.Exists(bidder.PathOf("back")));

        // What came after the checkpoint may be anything: the kill may have been a power cut.
        using (var part = new FileStream(bidder.PathOf("back.part"), FileMode.Open))
        {
            part.Seek(-Bidder.Segment / 2, SeekOrigin.End);
            part.Write(new byte[Bidder.Segment / 2]);
        }

        var first = -1L;
        Assert.Equal(
            BidFileError.None,
            Decrypt(bidder, key, new Progress(progress => first = first < 0 ? progress.BytesDone : first), CancellationToken.None));
        Assert.True(first > Bidder.Segment * 2, $"it began anew: {first}");
        Assert.Equal(content, File.ReadAllBytes(bidder.PathOf("back")));
    }

    [Fact]
    public void A_part_of_another_file_is_not_gone_on_with()
    {
        using var bidder = new Bidder();
        bidder.Encrypt(Bytes);
        using var key = bidder.KeyOf("bid.enc");
        Assert.Throws<OperationCanceledException>(() => Decrypt(bidder, key, KillAfter(20, out var kill), kill));
        File.Delete(bidder.PathOf("bid.enc"));
        var content = bidder.Encrypt(Bytes);
        using var newKey = bidder.KeyOf("bid.enc");
        Assert.Equal(BidFileError.None, Decrypt(bidder, newKey, null, CancellationToken.None));
        Assert.Equal(content, File.ReadAllBytes(bidder.PathOf("back")));
    }

    /// <summary>A run that is stopped after so many segments; gives the source's content.</summary>
    private static byte[] Begin(Bidder bidder, int segments)
    {
        var content = new byte[Bytes];
        new Random(segments).NextBytes(content);
        File.WriteAllBytes(bidder.PathOf("bid"), content);
        Assert.Throws<OperationCanceledException>(() => Bidder.Encryptor().Encrypt(
            bidder.PathOf("bid"), bidder.PathOf("bid.enc"), Bidder.Label, bidder.Recipients, KillAfter(segments, out var kill), kill));
        return content;
    }

    private static BidFileError Decrypt(Bidder bidder, BidFileKey key, IProgress<BidFileProgress>? progress, CancellationToken kill) =>
        Bidder.Decryptor().Decrypt(bidder.PathOf("bid.enc"), bidder.PathOf("back"), key, Bidder.Label, progress, kill);

    private static Progress KillAfter(int segments, out CancellationToken kill)
    {
        var source = new CancellationTokenSource();
        kill = source.Token;
        return new Progress(progress =>
        {
            if (progress.BytesDone >= segments * Bidder.Segment)
            {
                source.Cancel();
            }
        });
    }

    /// <summary>Tells at once, unlike the framework's own.</summary>
    private sealed class Progress(Action<BidFileProgress> told) : IProgress<BidFileProgress>
    {
        public void Report(BidFileProgress value) => told(value);
    }
}
