using Ledger.Crypto.Signatures;

namespace Ledger.Seals.Tests;

/// <summary>An OFD document that cannot be read says which file is missing, or at which byte it begins.</summary>
public sealed class OfdReadingTests
{
    private static readonly SealWorld World = new();

    [Theory]
    [InlineData("OFD.xml", "OFD.xml is not in the archive")]
    [InlineData("Doc_0/Document.xml", "OFD.xml names Doc_0/Document.xml, which is not in the archive")]
    [InlineData("Doc_0/Signs/Signatures.xml", "OFD.xml names /Doc_0/Signs/Signatures.xml, which is not")]
    [InlineData("Doc_0/Signs/Sign_0/Signature.xml", "Doc_0/Signs/Signatures.xml names /Doc_0/Signs/Sign_0/Signature.xml, which is not")]
    [InlineData("Doc_0/Signs/Sign_0/SignedValue.dat", "Doc_0/Signs/Sign_0/Signature.xml names SignedValue.dat, which is not")]
    public void A_missing_reference_is_named(string name, string words)
    {
        var files = TestOfd.Files(World);
        Assert.True(files.Remove(name));
        var report = Verify(TestOfd.Pack(files));
        Assert.Equal(SealError.FileMissing, report.Error);
        Assert.Contains(words, report.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reference_to_either_of_two_files_names_both()
    {
        var files = TestOfd.Files(World);
        files["Doc_0/Signs/Sign_0/Doc_0/Document.xml"] = [1];
        files["Doc_0/Signs/Signatures.xml"] = System.Text.Encoding.UTF8.GetBytes(
            System.Text.Encoding.UTF8.GetString(files["Doc_0/Signs/Signatures.xml"])
                .Replace("/Doc_0/Signs/Sign_0", "Doc_0/Signs/Sign_0", StringComparison.Ordinal));
        files["Doc_0/Signs/Doc_0/Signs/Sign_0/Signature.xml"] = [1];
        var report = Verify(TestOfd.Pack(files));
        Assert.Equal(SealError.FileMissing, report.Error);
        Assert.Contains(
            "which may be Doc_0/Signs/Doc_0/Signs/Sign_0/Signature.xml or Doc_0/Signs/Sign_0/Signature.xml",
            report.Detail,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_of_a_vendor_before_the_archive_are_named()
    {
        var report = Verify([.. "VENDOR-HEADER"u8, .. TestOfd.Sealed(World)]);
        Assert.Equal(SealError.Archive, report.Error);
        Assert.Contains("begins at byte 13: take them off with tail -c +14", report.Detail, StringComparison.Ordinal);
        Assert.Null(Verify("no archive at all"u8.ToArray()).Detail);
    }

    private static OfdReport Verify(byte[] ofd) =>
        new OfdVerifier(new SealVerifier(new SignatureVerifier(), World.Options())).Verify(new MemoryStream(ofd));
}
