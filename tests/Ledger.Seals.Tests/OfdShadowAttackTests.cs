using System.Text;
using Ledger.Crypto.Signatures;

namespace Ledger.Seals.Tests;

/// <summary>
/// The same kinds of attack on OFD packages: what is shown is not what is protected. Files that no signature covers are named.
/// </summary>
public sealed class OfdShadowAttackTests
{
    private const string Document = "Doc_0/Document.xml";
    private const string Folder = "Doc_0/Signs/Sign_0/";
    private static readonly SealWorld World = new();

    private static readonly Dictionary<string, (
        string Says, Action<Dictionary<string, byte[]>> Attack)> Failing = new(StringComparer.Ordinal)
        {
            ["replace: another document"] = ("was changed", files => files[Document] = [1]),
            ["replace: a copy beside the signature stands for what is shown"] = (
            "", files => (files[Folder + Document], files[Document]) = (files[Document], [1])),
            ["replace: a copy of another file beside the signature"] = ("was changed", files =>
            {
                const string list = "Doc_0/Signs/Signatures.xml";
                files[Folder + list] = files[list];
                files[list] = [.. files[list], (byte)' '];
            }
            ),
            ["hide: the document is taken away"] = ("", files => files.Remove(Document)),
            ["hide and replace: the same name with a dot in it"] = ("", files => files["Doc_0/./Document.xml"] = [1]),
            ["hide and replace: the same name in capitals"] = ("", files => files["DOC_0/Document.xml"] = [1]),
            ["hide and replace: the same name with a backslash"] = ("", files => files["Doc_0\\Document.xml"] = [1]),
            ["hide and replace: the root leads to another document"] = ("was changed", files =>
            {
                files["Doc_1/Document.xml"] = [1];
                files["OFD.xml"] = Redirected(files);
            }
            ),
            ["wrapping: another list of references beside the signed one"] = ("", files =>
                files[Folder + "Signature.xml"] = Encoding.UTF8.GetBytes(
                    Encoding.UTF8.GetString(files[Folder + "Signature.xml"])
                        .Replace("<ofd:SignedInfo>", "<ofd:SignedInfo><ofd:References CheckMethod=\"SM3\"/>", StringComparison.Ordinal))),
            ["universal forgery: no signed value"] = ("", files => files[Folder + "SignedValue.dat"] = []),
            ["universal forgery: an empty list of signatures"] = (
            "", files => files["Doc_0/Signs/Signatures.xml"] = "<Signatures/>"u8.ToArray()),
        };

    public static TheoryData<string> FailingNames => new(Failing.Keys);

    [Theory]
    [MemberData(nameof(FailingNames))]
    public void A_changed_package_does_not_hold(string attack)
    {
        var files = TestOfd.Files(World, slash: attack.Contains("copy", StringComparison.Ordinal) ? "" : "/");
        Assert.Equal(SealVerdict.Valid, Verify(files).Verdict);
        var (says, change) = Failing[attack];
        change(files);
        var report = Verify(files);
        Assert.True(report.Verdict is SealVerdict.Invalid or SealVerdict.Malformed, $"{attack}: {report.Verdict}");
        if (says.Length > 0)
        {
            Assert.Contains(says, report.Signatures[0].Report.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_signature_that_does_not_cover_what_is_shown_does_not_hold()
    {
        var report = Verify(TestOfd.Files(World, covered: name => name != Document));
        Assert.Contains($"/{Document}, which readers show, is not protected", report.Signatures[0].Report.Reason, StringComparison.Ordinal);
        Assert.Equal([Document], report.UnprotectedFiles);

        // The root is not covered, and leads to a document that is not.
        var files = TestOfd.Files(World, covered: name => name != "OFD.xml");
        Assert.Equal(["OFD.xml"], Verify(files).UnprotectedFiles);
        files["Doc_1/Document.xml"] = [1];
        files["OFD.xml"] = Redirected(files);
        report = Verify(files);
        Assert.Equal(SealVerdict.Invalid, report.Verdict);
        Assert.Equal(["Doc_1/Document.xml", "OFD.xml"], report.UnprotectedFiles);
    }

    [Theory]
    [InlineData("Doc_0/Pages/Page_9/Content.xml")]
    [InlineData(Folder + "Content.xml")]
    [InlineData(Folder + "Signature.xml.bak")]
    [InlineData("Doc_0/Signs/Sign_9/Signature.xml")]
    [InlineData("note.txt")]
    public void A_file_that_no_signature_covers_is_named_wherever_it_lies(string name)
    {
        var files = TestOfd.Files(World);
        Assert.Empty(Verify(files).UnprotectedFiles);
        files[name] = [1];
        Assert.Equal([name], Verify(files).UnprotectedFiles);
    }

    private static byte[] Redirected(Dictionary<string, byte[]> files) =>
        Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(files["OFD.xml"]).Replace(Document, "Doc_1/Document.xml", StringComparison.Ordinal));

    private static OfdReport Verify(Dictionary<string, byte[]> files) =>
        new OfdVerifier(new SealVerifier(new SignatureVerifier(), World.Options())).Verify(new MemoryStream(TestOfd.Pack(files)));
}
