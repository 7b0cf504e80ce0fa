using System.Diagnostics;
using System.Text;
using Ledger.Certificates.Extensions;
using Ledger.Cms;
using Ledger.Crypto;
using Ledger.Crypto.Signatures;

namespace Ledger.Seals.Tests;

/// <summary>What qpdf and poppler think of sealed PDFs.</summary>
public sealed class ForeignPdfTests : IDisposable
{
    private static readonly SealWorld World = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-pdf").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    [InlineData(true, 2)]
    public async Task Qpdf_and_poppler_find_it_whole_and_the_seal_is_seen(bool stream, int seals)
    {
        var pdf = stream ? TestPdf.WithStream() : TestPdf.WithTable();
        for (var i = 0; i < seals; i++)
        {
            pdf = Seal(pdf, World.Seal, World.Bidder, 72 + (200 * i));
        }

        await File.WriteAllBytesAsync(Path.Combine(_folder, "sealed.pdf"), pdf);
        Assert.Contains("No syntax or stream encoding errors", await RunAsync("qpdf", "--check sealed.pdf"), StringComparison.Ordinal);
        var said = await RunAsync("pdfsig", "-nocert sealed.pdf", mayFail: true);
        Assert.Contains($"Signature #{seals}:", said, StringComparison.Ordinal);
        Assert.Contains("Total document signed", said, StringComparison.Ordinal);
        Assert.Equal(seals, await RedSpotsAsync());
    }

    [Fact]
    public async Task The_seal_is_upright_on_a_turned_page()
    {
        await File.WriteAllBytesAsync(
            Path.Combine(_folder, "sealed.pdf"), Seal(TestPdf.WithTable(page: "/Rotate 90"), World.Seal, World.Bidder, 72));
        Assert.Equal(1, await RedSpotsAsync());
    }

    /// <summary>The picture's middle is where x and y say, on the page as poppler shows it; UserUnit it does not know.</summary>
    [Theory]
    [InlineData("", 595, 842)]
    [InlineData("/Rotate 90", 842, 595)]
    [InlineData("/Rotate 180", 595, 842)]
    [InlineData("/Rotate 270", 842, 595)]
    [InlineData("/CropBox [100 100 400 600]", 300, 500)]
    [InlineData("/CropBox [100 100 400 600] /Rotate 270", 500, 300)]
    public async Task The_seal_is_seen_where_it_was_asked_for(string page, int width, int height)
    {
        await File.WriteAllBytesAsync(
            Path.Combine(_folder, "sealed.pdf"), Seal(TestPdf.WithTable(page: page), World.Seal, World.Bidder, 150));
        var (left, right, top, bottom, shown) = await RedBoxAsync();
        Assert.Equal((width, height), shown);
        var picture = World.Seal.Picture;
        Assert.InRange((left + right) / 2.0, 150 + (picture.WidthMm * 36 / 25.4) - 2, 150 + (picture.WidthMm * 36 / 25.4) + 2);
        Assert.InRange(
            (top + bottom) / 2.0, height - 72 - (picture.HeightMm * 36 / 25.4) - 2, height - 72 - (picture.HeightMm * 36 / 25.4) + 2);
    }

    /// <summary>Poppler's library knows no SM2, but RSA: it then checks the very bytes.</summary>
    [Fact]
    public async Task Poppler_verifies_a_seal_by_an_rsa_signer()
    {
        var signer = SealWorld.Person(World.BidderAuthority, "RSA bidder", 8, KeyUsages.Signing, SignatureAlgorithm.RsaPkcs1Sha256);
        var pdf = Seal(TestPdf.WithTable(), World.MakeSeal(World.Description() with { Certificates = [signer.Certificate] }), signer, 72);
        await File.WriteAllBytesAsync(Path.Combine(_folder, "sealed.pdf"), pdf);
        Assert.Contains("Signature is Valid", await RunAsync("pdfsig", "-nocert sealed.pdf", mayFail: true), StringComparison.Ordinal);
        Assert.Equal(
            SealVerdict.Valid, new PdfSealVerifier(new SealVerifier(new SignatureVerifier(), World.Options())).Verify(pdf).Verdict);
    }

    private static byte[] Seal(byte[] pdf, ElectronicSeal seal, MessageSigner signer, double x) =>
        PdfSealer.TrySeal(
            pdf, new PdfSealRequest { Seal = seal, Signer = signer, TimeMs = SealWorld.Now, X = x, Reason = "投标" }, out var error)
            ?? throw new InvalidOperationException($"{error}");

    /// <summary>How many separate runs of columns have red in them, at 36 dots an inch.</summary>
    private async Task<int> RedSpotsAsync()
    {
        await RunAsync("pdftoppm", "-r 36 -singlefile sealed.pdf page");
        var ppm = await File.ReadAllBytesAsync(Path.Combine(_folder, "page.ppm"));
        var header = Encoding.ASCII.GetString(ppm, 0, 32).Split('\n', ' ');
        var (width, height) = (int.Parse(header[1]), int.Parse(header[2]));
        var pixels = ppm.AsSpan(ppm.Length - (3 * width * height));
        var (spots, wasRed) = (0, false);
        for (var x = 0; x < width; x++)
        {
            var isRed = false;
            for (var y = 0; y < height; y++)
            {
                var pixel = pixels.Slice(3 * ((y * width) + x), 3);
                isRed |= pixel[0] > 150 && pixel[1] < 80 && pixel[2] < 80;
            }

            spots += isRed && !wasRed ? 1 : 0;
            wasRed = isRed;
        }

        return spots;
    }

    /// <summary>The columns and rows that have red in them, and the picture's size, at 72 dots an inch.</summary>
    private async Task<(int Left, int Right, int Top, int Bottom, (int Width, int Height) Shown)> RedBoxAsync()
    {
        await RunAsync("pdftoppm", "-r 72 -cropbox -singlefile sealed.pdf page");
        var ppm = await File.ReadAllBytesAsync(Path.Combine(_folder, "page.ppm"));
        var header = Encoding.ASCII.GetString(ppm, 0, 32).Split('\n', ' ');
        var (width, height) = (int.Parse(header[1]), int.Parse(header[2]));
        var offset = ppm.Length - (3 * width * height);
        var red = Enumerable.Range(0, width * height)
            .Where(i => ppm[offset + (3 * i)] > 150 && ppm[offset + (3 * i) + 1] < 80 && ppm[offset + (3 * i) + 2] < 80).ToList();
        return (red.Min(i => i % width), red.Max(i => i % width), red.Min(i => i / width), red.Max(i => i / width), (width, height));
    }

    private async Task<string> RunAsync(string program, string arguments, bool mayFail = false)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = _folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync() + await errors;
        await process.WaitForExitAsync();
        Assert.True(mayFail || process.ExitCode == 0, $"{program}: {output}");
        return output;
    }
}
