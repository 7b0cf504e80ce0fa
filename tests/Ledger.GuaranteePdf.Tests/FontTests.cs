using System.Buffers.Binary;
using System.Text;
using Ledger.PdfDrawing;

namespace Ledger.GuaranteePdf.Tests;

/// <summary>Which fonts are taken, and what is said of others.</summary>
public sealed class FontTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-font").FullName;

    private static string Installed => FontPlaces.Find(FontPlaces.Known);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_first_place_that_is_there_counts_and_where_there_is_none_the_way_out_is_said()
    {
        Assert.Equal(Installed, FontPlaces.Find(["/nowhere.ttf", Installed]));
        var error = Assert.Throws<FileNotFoundException>(() => FontPlaces.Find(["/nowhere.ttf", "/nor-here.ttc"]));
        Assert.Contains("fonts-wqy-microhei", error.Message, StringComparison.Ordinal);
        Assert.Contains("--font", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_collection_the_first_font_is_cut_out_with_every_table()
    {
        var font = TrueTypeFile.Read(Installed);
        Assert.Equal(0x00010000u, BinaryPrimitives.ReadUInt32BigEndian(font));
        var path = At("cut.ttf", font);
        Assert.Equal(font, TrueTypeFile.Read(path)); // a font that is alone is taken as it is
        Assert.True(FontFace.Open(path).Has(new Rune('捌')));
        Assert.False(FontFace.Open(path).Has(new Rune(0x1F600)));
    }

    [Theory]
    [InlineData("4F54544F0000", "PostScript outlines")]
    [InlineData("255044462D312E37", "is no font.")]
    [InlineData("", "is no font.")]
    [InlineData("74746366000100000000000200FFFFFF", "beyond its end")]
    [InlineData("747463660001000000000002FFFFFFFF", "beyond its end")]
    [InlineData("00010000000100000000000000000000000000000000", "no font that can be used")]
    public void What_is_no_font_that_can_be_embedded_is_refused_in_words(string content, string said) =>
        Assert.Contains(
            said,
            Assert.Throws<IOException>(() => FontFace.Open(At("font", Convert.FromHexString(content)))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_collection_cut_short_is_refused_wherever_it_ends()
    {
        var whole = File.ReadAllBytes(Installed);
        foreach (var bytes in (int[])[3, 11, 13, 40, 200, whole.Length / 2])
        {
            Assert.Throws<IOException>(() => FontFace.Open(At("short.ttc", whole[..bytes])));
        }
    }

    private string At(string name, byte[] content)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }
}
