using System.Text;
using Ledger.Certificates.Files;

namespace Ledger.Certificates.Tests.Files;

/// <summary>One value in everything that tools put around it, and what is no wrapping.</summary>
public sealed class UnwrappedFileTests
{
    private static readonly byte[] Der = [0x30, 0x82, 0x01, 0x00, .. Enumerable.Range(0, 256).Select(i => (byte)i)];
    private static readonly string Base64 = Convert.ToBase64String(Der, Base64FormattingOptions.InsertLineBreaks);
    private static readonly string Pem = $"-----BEGIN CERTIFICATE-----\n{Base64.ReplaceLineEndings("\n")}\n-----END CERTIFICATE-----\n";
    private const string Mime =
        "MIME-Version: 1.0\r\nContent-Type: application/pkcs7-mime; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n\r\n";

    public static TheoryData<string, byte[], FileWrapping, string?> Wrapped => new()
    {
        { "bare", Der, FileWrapping.None, null },
        { "a mark before DER", [0xEF, 0xBB, 0xBF, .. Der], FileWrapping.None, "UTF-8" },
        { "PEM", Encoding.ASCII.GetBytes(Pem), FileWrapping.Pem, null },
        { "PEM with CRLF and a mark",
        [
            0xEF, 0xBB, 0xBF, .. Encoding.ASCII.GetBytes(Pem.ReplaceLineEndings("\r\n")),
        ], FileWrapping.Pem, "UTF-8" },
        { "PEM in UTF-16, little-endian", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Pem)], FileWrapping.Pem, "UTF-16, little-endian" },
        { "PEM in UTF-16, big-endian", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Pem)], FileWrapping.Pem, "UTF-16, big-endian" },
        { "PEM after words in GBK", [0xB9, 0xAB, 0xCB, 0xBE, (byte)'\n', .. Encoding.ASCII.GetBytes(Pem)], FileWrapping.Pem, null },
        { "bare Base64", Encoding.ASCII.GetBytes(Base64), FileWrapping.Base64, null },
        { "bare Base64 with a mark", [0xEF, 0xBB, 0xBF, .. Encoding.ASCII.GetBytes(Base64 + "\r\n")], FileWrapping.Base64, "UTF-8" },
        { "S/MIME", Encoding.ASCII.GetBytes(Mime + Base64), FileWrapping.Mime, null },
    };

    [Theory]
    [MemberData(nameof(Wrapped))]
    public void The_value_comes_out_of_every_wrapping(string name, byte[] file, FileWrapping wrapping, string? mark)
    {
        var unwrapped = UnwrappedFile.Read(file);
        Assert.True(unwrapped.First.Span.SequenceEqual(Der), name);
        Assert.Equal((wrapping, mark, 0, false), (unwrapped.Wrapping, unwrapped.Mark, unwrapped.PartsDamaged, unwrapped.PartsLeft));
    }

    [Fact]
    public void Blocks_keep_their_order_and_labels_and_a_damaged_one_is_counted()
    {
        const string Old =
            "-----BEGIN EC PRIVATE KEY-----\r\nProc-Type: 4,ENCRYPTED\r\nDEK-Info: AES-256-CBC,00112233\r\n\r\nAQID\r\n-----END EC " +
            "PRIVATE KEY-----\r\n";
        var unwrapped = UnwrappedFile.Read(
            Encoding.ASCII.GetBytes($"{Old}-----BEGIN CERTIFICATE-----\n!!!\n-----END CERTIFICATE-----\n{Pem}"));
        Assert.Equal(["EC PRIVATE KEY", "CERTIFICATE"], unwrapped.Parts.Select(part => part.Label));
        Assert.Contains("DEK-Info: AES-256-CBC", unwrapped.Parts[0].Headers, StringComparison.Ordinal);
        Assert.Equal([1, 2, 3], unwrapped.Parts[0].Bytes.ToArray());
        Assert.Equal(1, unwrapped.PartsDamaged);
    }

    [Theory]
    [InlineData("")]
    [InlineData("%PDF-1.7\nMIME-Version: 1.0\n\nAAAA")]
    [InlineData("{\"a\": 1}")]
    [InlineData("-----BEGIN")]
    public void What_is_no_wrapping_stays_as_it_is(string text)
    {
        var file = Encoding.ASCII.GetBytes(text);
        var unwrapped = UnwrappedFile.Read(file);
        Assert.Equal(FileWrapping.None, unwrapped.Wrapping);
        Assert.True(unwrapped.First.Span.SequenceEqual(file));
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x30 })]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x2D, 0x4E })]
    public void Wide_text_that_is_no_ascii_is_not_narrowed(byte[] file) => Assert.Null(UnwrappedFile.Read(file).Mark);
}
