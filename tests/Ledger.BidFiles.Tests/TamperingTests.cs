namespace Ledger.BidFiles.Tests;

/// <summary>Whatever is done to a bid file has its name, and nothing of it comes out.</summary>
public sealed class TamperingTests
{
    private const int Segments = 5;
    private const int Stored = Bidder.Segment + 40;

    private static readonly Dictionary<string, (BidFileError Error, Func<byte[], int, byte[]> Change)> Rows = new(StringComparer.Ordinal)
    {
        ["last byte missing"] = (BidFileError.Truncated, (file, _) => file[..^1]),
        ["last segment missing"] = (BidFileError.Truncated, (file, _) => file[..^(100 + 40)]),
        ["only the header"] = (BidFileError.Truncated, (file, header) => file[..header]),
        ["half the header"] = (BidFileError.Truncated, (file, header) => file[..(header / 2)]),
        ["a byte appended"] = (BidFileError.TrailingBytes, (file, _) => [.. file, 0]),
        ["a segment appended"] = (BidFileError.TrailingBytes, (file, header) => [.. file, .. file.AsSpan(header, Stored)]),
        ["two segments exchanged"] = (BidFileError.SegmentOutOfPlace, (file, header) => Exchange(file, header, renumber: false)),
        ["two segments exchanged and renumbered"] = (BidFileError.SegmentAltered, (file, header) => Exchange(file, header, renumber: true)),
        ["a segment twice"] = (
            BidFileError.SegmentOutOfPlace,
            (file, header) => [.. file.AsSpan(0, header + Stored), .. file.AsSpan(header, Stored), .. file.AsSpan(header + (2 * Stored))]),
        ["nothing"] = (BidFileError.NotABidFile, (_, _) => []),
        ["another beginning"] = (BidFileError.NotABidFile, (file, _) => With(file, 0, 'X')),
        ["another version"] = (BidFileError.UnsupportedVersion, (file, _) => With(file, 9, 2)),
        ["another cipher"] = (BidFileError.UnsupportedVersion, (file, _) => With(file, 12, 2)),
        ["an opening key"] = (BidFileError.UnsupportedVersion, (file, _) => With(file, 13, 1)),
        ["a header of 65,535 bytes"] = (BidFileError.MalformedHeader, (file, _) => With(With(file, 10, 255), 11, 255)),
        ["a header of no bytes"] = (BidFileError.MalformedHeader, (file, _) => With(With(file, 10, 0), 11, 0)),
        ["a segment size that is no power of two"] = (BidFileError.MalformedHeader, (file, _) => With(file, 17, 1)),
        ["segments of 2 GiB"] = (BidFileError.MalformedHeader, (file, _) => With(file, 14, 0x80)),
        ["a negative length"] = (BidFileError.MalformedHeader, (file, _) => With(file, 18, 0x80)),
        ["one byte more announced"] = (BidFileError.Truncated, (file, _) => With(file, 25, file[25] + 1)),
        ["one byte less announced"] = (BidFileError.TrailingBytes, (file, _) => With(file, 25, file[25] - 1)),
        ["no slots"] = (BidFileError.MalformedHeader, (file, _) => With(file, 138, 0)),
        ["one slot too few"] = (BidFileError.MalformedHeader, (file, _) => With(file, 138, 1)),
        ["an unknown kind of slot"] = (BidFileError.MalformedHeader, (file, _) => With(file, 139, 3)),
        ["another key check"] = (BidFileError.WrongKey, (file, _) => With(file, 42, file[42] ^ 1)),
        ["another section check"] = (BidFileError.OtherSection, (file, _) => With(file, 74, file[74] ^ 1)),
        ["another bidder check"] = (BidFileError.OtherBidder, (file, _) => With(file, 106, file[106] ^ 1)),
        ["another wrapped key"] = (
            BidFileError.WrongKey, (file, header) => With(With(file, 160, file[160] ^ 1), header - 60, file[header - 60] ^ 1)),
    };

    public static TheoryData<string> Names => new(Rows.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_with(string name)
    {
        using var bidder = new Bidder();
        bidder.Encrypt(((Segments - 1) * Bidder.Segment) + 100);
        var file = File.ReadAllBytes(bidder.PathOf("bid.enc"));
        Assert.True(BidFileHeader.TryRead(file, out var header, out _));
        var (error, change) = Rows[name];
        Assert.Equal(error, bidder.Decrypt(change(file, header.Encoded.Length)));
        Assert.False(File.Exists(bidder.PathOf("changed")));
    }

    [Fact]
    public void A_segment_of_another_file_of_the_same_bid_is_foreign()
    {
        using var bidder = new Bidder();
        bidder.Encrypt(3 * Bidder.Segment);
        bidder.Encrypt(3 * Bidder.Segment, "again");
        var (file, other) = (File.ReadAllBytes(bidder.PathOf("bid.enc")), File.ReadAllBytes(bidder.PathOf("again.enc")));
        Assert.True(BidFileHeader.TryRead(file, out var header, out _));
        Assert.True(BidFileHeader.TryRead(other, out var otherHeader, out _));
        other.AsSpan(otherHeader.Encoded.Length, Stored).CopyTo(file.AsSpan(header.Encoded.Length));
        Assert.Equal(BidFileError.ForeignSegment, bidder.Decrypt(file));
    }

    [Fact]
    public void Any_changed_bit_of_any_segment_is_seen_and_nothing_from_there_on_is_written()
    {
        using var bidder = new Bidder();
        bidder.Encrypt(3 * Bidder.Segment);
        var file = File.ReadAllBytes(bidder.PathOf("bid.enc"));
        Assert.True(BidFileHeader.TryRead(file, out var header, out _));
        var random = new Random(7);
        for (var i = 0; i < 150; i++)
        {
            var at = random.Next(header.Encoded.Length, file.Length);
            var changed = (byte[])file.Clone();
            changed[at] ^= (byte)(1 << random.Next(8));
            var error = bidder.Decrypt(changed);
            Assert.True(
                error is BidFileError.SegmentAltered or BidFileError.SegmentOutOfPlace or BidFileError.ForeignSegment, $"{at}: {error}");
            var segment = (at - header.Encoded.Length) / Stored;
            Assert.True(new FileInfo(bidder.PathOf("changed.part")).Length <= segment * Bidder.Segment);
        }
    }

    [Fact]
    public void Any_header_is_an_answer_and_what_reads_is_whole()
    {
        using var bidder = new Bidder();
        bidder.Encrypt(100);
        var file = File.ReadAllBytes(bidder.PathOf("bid.enc"));
        Assert.True(BidFileHeader.TryRead(file, out var header, out _));
        var random = new Random(11);
        for (var i = 0; i < 20_000; i++)
        {
            var changed = file[..random.Next(1, file.Length + 1)];
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                changed[random.Next(Math.Min(changed.Length, header.Encoded.Length))] = (byte)random.Next(256);
            }

            if (BidFileHeader.TryRead(changed, out var read, out var error))
            {
                Assert.Equal(BidFileError.None, error);
                Assert.True(read.Encoded.Span.SequenceEqual(changed.AsSpan(0, read.Encoded.Length)));
                Assert.True(read.FileBytes > 0 && read.Segments > 0);
            }
            else
            {
                Assert.NotEqual(BidFileError.None, error);
            }
        }
    }

    private static byte[] With(byte[] file, int at, int value)
    {
        var changed = (byte[])file.Clone();
        changed[at] = (byte)value;
        return changed;
    }

    private static byte[] Exchange(byte[] file, int header, bool renumber)
    {
        var changed = (byte[])file.Clone();
        file.AsSpan(header, Stored).CopyTo(changed.AsSpan(header + Stored));
        file.AsSpan(header + Stored, Stored).CopyTo(changed.AsSpan(header));
        if (renumber)
        {
            file.AsSpan(header, 4).CopyTo(changed.AsSpan(header));
            file.AsSpan(header + Stored, 4).CopyTo(changed.AsSpan(header + Stored));
        }

        return changed;
    }
}
