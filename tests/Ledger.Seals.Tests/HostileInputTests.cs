using System.IO.Compression;
using Ledger.Crypto.Signatures;

namespace Ledger.Seals.Tests;

/// <summary>Ten thousand damaged seals and documents, from a fixed seed: a verdict for each, nothing thrown, memory bounded.</summary>
public sealed class HostileInputTests
{
    private const int Rounds = 10_000;
    private static readonly SealWorld World = new();

    [Fact]
    public void Damaged_seals_and_documents_get_a_verdict()
    {
        var pdf = PdfSealer.TrySeal(
            TestPdf.WithStream(), new PdfSealRequest { Seal = World.Seal, Signer = World.Bidder, TimeMs = SealWorld.Now }, out _)!;
        byte[][] seeds = [World.Seal.Der.ToArray(), World.Sign().Der.ToArray(), pdf, TestOfd.Sealed(World), TestPdf.WithTable()];
        var verifier = new SealVerifier(new SignatureVerifier(), World.Options());
        var random = new Random(20261122);
        var verdicts = new HashSet<SealVerdict>();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = Mutation.Of(seeds[round % seeds.Length], random);
            if (SealSignature.TryParse(bytes, out var signature, out _))
            {
                verdicts.Add(verifier.Verify(signature, SealWorld.Content).Verdict);
            }

            if (ElectronicSeal.TryParse(bytes, out var seal, out _))
            {
                verdicts.Add(verifier.Verify(seal, SealWorld.Now).Verdict);
            }

            verdicts.Add(new PdfSealVerifier(verifier).Verify(bytes).Verdict);
            verdicts.Add(new OfdVerifier(verifier).Verify(new MemoryStream(bytes)).Verdict);
        }

        Assert.Contains(SealVerdict.Malformed, verdicts);
        Assert.Contains(SealVerdict.Invalid, verdicts);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / Rounds, 0, 4_000_000);
    }

    [Fact]
    public void A_sealed_ofd_holds_and_a_changed_file_is_named()
    {
        var verifier = new OfdVerifier(new SealVerifier(new SignatureVerifier(), World.Options()));
        var report = verifier.Verify(new MemoryStream(TestOfd.Sealed(World)));
        Assert.True(
            report.Verdict == SealVerdict.Valid, $"{report.Error} {string.Join('|', report.Signatures.Select(one => one.Report.Reason))}");
        Assert.Empty(report.UnprotectedFiles);

        var changed = verifier.Verify(new MemoryStream(TestOfd.Sealed(World, late: "another document")));
        Assert.Equal(SealCheckOutcome.Fail, Assert.Single(changed.Signatures).Report[SealCheckKind.Content].Outcome);
        Assert.Contains("/Doc_0/Document.xml was changed", changed.Signatures[0].Report.Reason, StringComparison.Ordinal);

        var added = verifier.Verify(new MemoryStream(TestOfd.Sealed(World, extra: "Doc_0/Pages/Page_9/Content.xml")));
        Assert.Equal(["Doc_0/Pages/Page_9/Content.xml"], added.UnprotectedFiles);
    }

    [Fact]
    public void A_zip_bomb_is_refused()
    {
        var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var bomb = zip.CreateEntry("OFD.xml").Open();
            var zeros = new byte[1024 * 1024];
            for (var i = 0; i < 64; i++)
            {
                bomb.Write(zeros);
            }
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(SealError.ArchiveTooLarge, new OfdVerifier(new SealVerifier(new SignatureVerifier())).Verify(packed).Error);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 32 * 1024 * 1024);
    }

    [Fact]
    public void Two_files_of_one_name_are_refused()
    {
        var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            zip.CreateEntry("OFD.xml");
            zip.CreateEntry("/OFD.xml");
        }

        Assert.Equal(SealError.Archive, new OfdVerifier(new SealVerifier(new SignatureVerifier())).Verify(packed).Error);
    }

    [Theory]
    [InlineData("Doc_0/Signs/Sign_0/Signature.xml", "/Doc_0/Document.xml", "Doc_0/Document.xml")]
    [InlineData("Doc_0/Signs/Sign_0/Signature.xml", "SignedValue.dat", "Doc_0/Signs/Sign_0/SignedValue.dat")]
    [InlineData("Doc_0/Signs/Sign_0/Signature.xml", "../../Document.xml", "Doc_0/Document.xml")]
    [InlineData("Doc_0/Signs/Sign_0/Signature.xml", "../../../../etc/passwd", null)]
    public void Paths_are_resolved_within_the_document(string beside, string path, string? name) =>
        Assert.Equal(name, OfdSignatureReader.Resolve(beside, path));
}
