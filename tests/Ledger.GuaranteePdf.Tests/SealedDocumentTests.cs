using Ledger.Certificates;
using Ledger.Certificates.Extensions;
using Ledger.Certificates.Names;
using Ledger.Cms;
using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Crypto.Signatures;
using Ledger.Passports;
using Ledger.Seals;
using QRCoder;

namespace Ledger.GuaranteePdf.Tests;

/// <summary>The guarantor's seal on its guarantee.</summary>
public sealed class SealedDocumentTests
{
    private const long StartMs = 1_690_000_000_000;
    private const long EndMs = 1_990_000_000_000;

    [Fact]
    public async Task The_seal_goes_where_the_document_has_room_and_covers_text_and_passport()
    {
        await using var world = await PassportWorld.RevealedAsync();
        var passport = PassportFile.Encode(await world.BuildAsync());
        var document = GuaranteePdfWriter.Write(world.VerifyBytes(passport), passport);
        var guarantor = Signer(world.Issuer.Name, world.Issuer.Uscc, 2);
        var request = new PdfSealRequest
        {
            Seal = MakeSeal(guarantor),
            Signer = guarantor,
            TimeMs = world.Chain.Head.Header.Time,
            PageIndex = document.SealPlace.PageIndex,
            X = document.SealPlace.X,
            Y = document.SealPlace.Y,
        };
        var pdf = PdfSealer.TrySeal(document.Pdf, request, out var error);
        Assert.True(pdf is not null, $"{error}");

        var report = new PdfSealVerifier(
            new SealVerifier(new SignatureVerifier(), new SealVerificationOptions { ActingParty = world.Issuer.Uscc }))
            .Verify(pdf);
        var seal = Assert.Single(report.Signatures);
        Assert.True(report.Verdict == SealVerdict.SignatureValid, seal.Report.Reason); // no anchors were given
        Assert.True(seal.Report.HasNoFailure);
        Assert.True(seal.CoversWholeFile);
        Assert.True(PdfAttachments.TryRead(pdf, out var attachments, out _));
        Assert.Equal(passport, Assert.Single(attachments).Content.ToArray());
        Poppler.Run(pdf, "qpdf", "--check", "FILE");
        Assert.Contains("福建建设有限公司", Poppler.Run(pdf, "pdftotext", "FILE", "-"), StringComparison.Ordinal);

        // The seal shows where the page says so, and nowhere else.
        Assert.True(Red(pdf, document.SealPlace) > 500);
        Assert.Equal(0, Red(pdf, document.SealPlace with { X = document.SealPlace.X - SealPlace.Side - 20 }));
        Assert.Contains("盖章", TextAt(document.Pdf, document.SealPlace), StringComparison.Ordinal);

        // The passport inside is sealed too: another in its place breaks the seal.
        pdf[pdf.AsSpan().IndexOf(PassportFile.Magic) + 100] ^= 1;
        Assert.Equal(
            SealVerdict.Invalid,
            new PdfSealVerifier(new SealVerifier(new SignatureVerifier(), new SealVerificationOptions())).Verify(pdf).Verdict);
    }

    /// <summary>How many pixels of the place are the red of the seal's picture, at one pixel a point.</summary>
    private static int Red(byte[] pdf, SealPlace place)
    {
        var (x, y) = Corner(place);
        var side = (int)SealPlace.Side;
        var picture = Poppler.Bytes(
            pdf,
            "pdftoppm",
            "-r",
            "72",
            "-f",
            $"{place.PageIndex + 1}",
            "-l",
            $"{place.PageIndex + 1}",
            "-x",
            $"{x}",
            "-y",
            $"{y}",
            "-W",
            $"{side}",
            "-H",
            $"{side}",
            "FILE");
        return picture.AsSpan(picture.Length - (3 * side * side)).ToArray().Chunk(3)
            .Count(pixel => pixel[0] > 150 && pixel[1] < 80 && pixel[2] < 80);
    }

    private static string TextAt(byte[] pdf, SealPlace place)
    {
        var (x, y) = Corner(place);
        return Poppler.Run(
            pdf,
            "pdftotext",
            "-r",
            "72",
            "-f",
            $"{place.PageIndex + 1}",
            "-l",
            $"{place.PageIndex + 1}",
            "-x",
            $"{x}",
            "-y",
            $"{y}",
            "-W",
            $"{(int)SealPlace.Side}",
            "-H",
            $"{(int)SealPlace.Side}",
            "FILE",
            "-");
    }

    private static (int X, int Y) Corner(SealPlace place) => ((int)place.X, (int)(842 - place.Y - SealPlace.Side));

    private static ElectronicSeal MakeSeal(MessageSigner owner)
    {
        using var qr = new QRCodeGenerator().CreateQrCode("seal", QRCodeGenerator.ECCLevel.L);
        var description = new SealDescription
        {
            Id = "44040000000001",
            Name = "投标保函专用章",
            Picture = new SealPicture("PNG", new PngByteQRCode(qr).GetGraphic(4, [200, 0, 0], [255, 255, 255]), 40, 40),
            Certificates = [owner.Certificate],
            CreatedMs = StartMs,
            ValidFromMs = StartMs,
            ValidToMs = EndMs,
        };
        return SealMaker.TryMake(description, Signer("印章制作者", "91440400MA4UWX0R6T", 3), out var error)
            ?? throw new InvalidOperationException($"{error}");
    }

    private static MessageSigner Signer(string name, string uscc, byte number)
    {
        var seed = new byte[KeyPair.SeedBytes];
        seed[0] = number;
        using var authority = KeyPair.FromSeed(SignatureAlgorithm.Sm2Sm3, new byte[KeyPair.SeedBytes]);
        var pair = KeyPair.FromSeed(SignatureAlgorithm.Sm2Sm3, seed);
        var certificate = new CertificateIssuer(Name("测试CA"), authority.CreateSigner()).Issue(new CertificateTemplate
        {
            Subject = Name(name),
            PublicKey = pair.PublicKey,
            SerialNumber = new[] { number },
            NotBeforeMs = StartMs,
            NotAfterMs = EndMs,
            KeyUsage = KeyUsages.Signing,
            OrganizationCode = uscc,
        });
        return new MessageSigner(certificate, pair.CreateSigner());
    }

    private static DistinguishedName Name(string name) => DistinguishedName.Create(
        new DistinguishedNameAttribute(DistinguishedName.CountryOid, "CN"),
        new DistinguishedNameAttribute(DistinguishedName.CommonNameOid, name));
}
