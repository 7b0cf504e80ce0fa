using Ledger.Client.Mailbox;
using Ledger.Protocol.Mail;

namespace Ledger.Client.Mail.Tests;

public sealed class ContentTests
{
    [Theory]
    [InlineData(0, 0, 4096)]
    [InlineData(4010, 0, 4096)]
    [InlineData(4011, 0, 16384)]
    [InlineData(10, 16384, 16384)]
    [InlineData(10, 4097, 16384)]
    [InlineData(65450, 0, 65536)]
    public void A_content_takes_the_smallest_letter_that_holds_it(int content, int minimum, int letter) =>
        Assert.Equal(letter, LetterContent.SizeFor(content, minimum));

    [Fact]
    public void No_letter_is_larger()
    {
        Assert.Throws<ArgumentException>(() => LetterContent.SizeFor(65451, 0));
        Assert.Throws<ArgumentException>(() => LetterContent.SizeFor(0, 65537));
    }

    [Fact]
    public void What_was_padded_is_read_and_nothing_else_is()
    {
        var padded = LetterContent.Pad(LetterKind.Letter, "abc"u8, Letters.BytesMin);
        Assert.True(LetterContent.TryRead(padded, out var kind, out var content));
        Assert.Equal((LetterKind.Letter, "abc"), (kind, System.Text.Encoding.ASCII.GetString(content.Span)));
        foreach (var (at, value) in new[] { (0, 2), (1, 0xff), (1, 0x7f), (3, 0x80), (8, 1), (padded.Length - 1, 1) })
        {
            var changed = (byte[])padded.Clone();
            changed[at] = (byte)value;
            Assert.False(LetterContent.TryRead(changed, out _, out _));
        }

        Assert.False(LetterContent.TryRead(new byte[4], out _, out _));
    }

    [Fact]
    public void A_cursor_never_goes_back_and_a_damaged_one_is_named()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.Delete(path);
            var cursor = new FileMailboxCursor(path);
            cursor.Advance(default, 7);
            cursor.Advance(default, 5);
            Assert.Equal(7UL, new FileMailboxCursor(path).After(default));
            File.WriteAllText(path, "nothing of the kind");
            Assert.Throws<InvalidDataException>(() => new FileMailboxCursor(path));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
