using System.Text;
using Ledger.Cms;
using Ledger.Crypto.Signatures;

namespace Ledger.Seals.Tests;

/// <summary>A PDF that is prepared here and signed elsewhere: what goes in holds, and nothing else goes in.</summary>
public sealed class PreparedPdfTests
{
    private static readonly SealWorld World = new();
    private static readonly SignatureVerifier Verifier = new();
    private static readonly PdfSealPlacement Placement = new() { Seal = World.Seal, TimeMs = SealWorld.Now, Reason = "投标" };

    public static TheoryData<bool> Kinds() => [false, true];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_is_signed_elsewhere_by_its_digest_alone_holds(bool stream)
    {
        var original = stream ? TestPdf.WithStream() : TestPdf.WithTable();
        var prepared = Prepare(original);
        var pdf = PdfSealer.TryEmbed(prepared, World.Seal, Signed(prepared), Verifier, out var error);
        Assert.Equal(SealError.None, error);
        Assert.Equal(original, pdf![..original.Length]);
        var one = Assert.Single(Verify(pdf).Signatures);
        Assert.True(one.Report.IsValid, one.Report.Reason);
        Assert.True(one.CoversWholeFile);
        Assert.Equal(World.Seal.Id, one.Signature!.Seal.Id);
        Assert.All(one.Report.Checks, check => Assert.NotEqual(SealCheckOutcome.Fail, check.Outcome));
        Assert.Contains("/Subtype /Image", Encoding.Latin1.GetString(pdf), StringComparison.Ordinal);
    }

    [Fact]
    public void A_prepared_file_is_read_again_and_a_second_seal_goes_on_top()
    {
        var first = PreparedPdf.TryRead(Prepare(TestPdf.WithTable()).File, out var error);
        Assert.Equal(SealError.None, error);
        var once = PdfSealer.TryEmbed(first!, World.Seal, Signed(first!), Verifier, out _)!;
        var second = PdfSealer.TryPrepare(once, Placement with { X = 300 }, out _)!;
        var twice = PdfSealer.TryEmbed(second, World.Seal, Signed(second), Verifier, out _)!;
        Assert.Equal(SealVerdict.Valid, Verify(twice).Verdict);
        Assert.Equal(once, twice[..once.Length]);
    }

    [Fact]
    public void An_answer_for_another_document_does_not_go_in()
    {
        var (prepared, other) = (Prepare(TestPdf.WithTable("A bid")), Prepare(TestPdf.WithTable("Another bid")));
        Refuses(SealError.OtherContent, prepared, Signed(other));
        Refuses(SealError.OtherContent, prepared, Plain(other, World.Bidder));
        Refuses(SealError.OtherContent, prepared, Alone(other).Der.ToArray());
    }

    [Theory]
    [InlineData(1, -2)]
    [InlineData(2, 2)]
    [InlineData(3, -3)]
    public void Nor_into_a_file_whose_byte_range_was_swapped_in_between(int index, int by)
    {
        var prepared = Prepare(TestPdf.WithTable());
        var message = Signed(prepared);
        var file = prepared.File.ToArray();
        var at = file.AsSpan().IndexOf("/ByteRange ["u8) + "/ByteRange [".Length;
        var range = Encoding.ASCII.GetString(file, at, 34).Split(' ').Select(long.Parse).ToArray();
        range[index] += by;
        Encoding.ASCII.GetBytes($"0 {range[1]:D10} {range[2]:D10} {range[3]:D10}").CopyTo(file, at);
        var changed = PreparedPdf.TryRead(file, out var error);
        Assert.Null(changed);
        Assert.Equal(SealError.NotPrepared, error);
        Assert.NotEmpty(message);
    }

    [Fact]
    public void Nor_into_one_whose_page_was_swapped_in_between()
    {
        var prepared = Prepare(TestPdf.WithTable("A bid"));
        var message = Signed(prepared);
        var file = prepared.File.ToArray();
        "B bid"u8.CopyTo(file.AsSpan(file.AsSpan().IndexOf("A bid"u8)));
        Refuses(SealError.OtherContent, PreparedPdf.TryRead(file, out _)!, message);
    }

    [Fact]
    public void Only_what_fits_the_room_goes_in()
    {
        var prepared = Prepare(TestPdf.WithTable());
        Assert.InRange(prepared.SignatureBytesMax, Signed(prepared).Length, 65536);
        Refuses(SealError.Room, prepared, new byte[prepared.SignatureBytesMax + 1]);
    }

    [Fact]
    public void A_room_that_is_filled_is_not_filled_again()
    {
        var prepared = Prepare(TestPdf.WithTable());
        var pdf = PdfSealer.TryEmbed(prepared, World.Seal, Signed(prepared), Verifier, out _)!;
        Assert.Null(PreparedPdf.TryRead(pdf, out var error));
        Assert.Equal(SealError.NotPrepared, error);
        Assert.Null(PreparedPdf.TryRead(TestPdf.WithTable(), out error));
        Assert.Equal(SealError.NotPrepared, error);
        Assert.Null(PreparedPdf.TryRead(new byte[] { }, out error));
        Assert.Equal(SealError.Size, error);
        Assert.Null(PreparedPdf.TryRead(prepared.File.ToArray().Concat("\n"u8.ToArray()).ToArray(), out error));
        Assert.Equal(SealError.NotPrepared, error);
    }

    [Fact]
    public void Who_may_not_use_the_seal_does_not_put_it_on()
    {
        var prepared = Prepare(TestPdf.WithTable());
        Assert.Null(PdfSealSigner.TrySign(Digest(prepared), World.Seal, World.Other, SealWorld.Now, out var error));
        Assert.Equal(SealError.Signer, error);
        Refuses(SealError.Signer, prepared, Plain(prepared, World.Other));

        // Their own seal, under this one's picture.
        var own = World.MakeSeal(World.Description() with { Id = "44040000000002", Certificates = [World.Other.Certificate] });
        Refuses(SealError.Signature, prepared, PdfSealSigner.TrySign(Digest(prepared), own, World.Other, SealWorld.Now, out _)!);
    }

    [Fact]
    public void A_signature_alone_goes_in_with_or_without_a_message_around_it()
    {
        var prepared = Prepare(TestPdf.WithTable());
        var plain = PdfSealer.TryEmbed(prepared, World.Seal, Plain(prepared, World.Bidder), Verifier, out _)!;
        Assert.Equal(SealVerdict.SignatureValid, Verify(plain).Verdict);
        var seal = PdfSealer.TryEmbed(prepared, World.Seal, Alone(prepared).Der.Span, Verifier, out _)!;
        Assert.Equal(SealVerdict.Valid, Verify(seal).Verdict);
    }

    [Fact]
    public void What_is_damaged_does_not_go_in()
    {
        var prepared = Prepare(TestPdf.WithTable());
        var message = Signed(prepared);
        Refuses(SealError.Structure, prepared, []);
        Refuses(SealError.Structure, prepared, [1, 2, 3]);
        Refuses(SealError.Structure, prepared, message[..^1]);
        Refuses(SealError.Structure, prepared, [.. message, 0]);
        var random = new Random(7);
        for (var i = 0; i < 300; i++)
        {
            var changed = message.ToArray();
            changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
            if (PdfSealer.TryEmbed(prepared, World.Seal, changed, Verifier, out _) is { } pdf)
            {
                Assert.Equal(SealVerdict.Valid, Verify(pdf).Verdict);
            }
        }
    }

    private static void Refuses(SealError expected, PreparedPdf prepared, byte[] signature)
    {
        Assert.Null(PdfSealer.TryEmbed(prepared, World.Seal, signature, Verifier, out var error));
        Assert.Equal(expected, error);
    }

    private static PreparedPdf Prepare(byte[] pdf) =>
        PdfSealer.TryPrepare(pdf, Placement, out var error) ?? throw new InvalidOperationException($"{error}");

    private static byte[] Digest(PreparedPdf prepared) => ContentCheck.Sm3(prepared.Content.Span);

    private static byte[] Signed(PreparedPdf prepared) =>
        PdfSealSigner.TrySign(Digest(prepared), World.Seal, World.Bidder, SealWorld.Now, out var error)
            ?? throw new InvalidOperationException($"{error}");

    private static byte[] Plain(PreparedPdf prepared, MessageSigner by) =>
        DetachedMessageWriter.TrySign(Digest(prepared), by, out var error) ?? throw new InvalidOperationException($"{error}");

    private static SealSignature Alone(PreparedPdf prepared) =>
        SealSigner.TrySign(World.Seal, World.Bidder, SealWorld.Now, Digest(prepared), "PDF/ByteRange", out var error)
            ?? throw new InvalidOperationException($"{error}");

    private static PdfSealReport Verify(byte[] pdf) => new PdfSealVerifier(new SealVerifier(Verifier, World.Options())).Verify(pdf);
}
