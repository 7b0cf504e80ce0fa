using Ledger.Protocol;
using Ledger.TestConsortium;

namespace Ledger.Audit.Archive.Tests;

/// <summary>Who did what about a thing: all that names it, and all that a subject or a certificate signed.</summary>
public sealed class TimelineTests
{
    [Fact]
    public void A_subject_is_found_by_what_it_signed_and_by_what_names_it()
    {
        var guarantor = Read(Timeline.OfSubject(TestChain.Genesis, TestChain.Guarantor.Uscc));
        Assert.Equal([(2UL, 3)], guarantor.Select(entry => (entry.Height, entry.Index)));
        Assert.All(guarantor, entry => Assert.Equal(TestChain.Guarantor.Uscc, entry.Uscc));
        Assert.Contains(RefusalCode.NotPermitted, guarantor.Select(entry => entry.Code));
        var voters = Read(Timeline.OfSubject(TestChain.Genesis, TestChain.Validators[0].Uscc));
        Assert.Contains(voters, entry => entry.Events.Contains("validators.changed") && entry.Uscc != TestChain.Validators[0].Uscc);
    }

    [Fact]
    public void A_certificate_is_found_by_what_it_signed()
    {
        var entries = Read(Timeline.OfCertificate(TestChain.Genesis, TestChain.Guarantor.CertificateId));
        Assert.Equal(["Tender.CreateProject"], Assert.Single(entries).Calls);
    }

    [Fact]
    public void A_section_is_found_by_its_code_alone()
    {
        var one = Read(Timeline.OfSubject(TestChain.Genesis, TestChain.Centre.Uscc))[0];
        Assert.Equal(("Tender.CreateProject", RefusalCode.None, "project.created"), (one.Calls[0], one.Code, one.Events[0]));
        Assert.Empty(Read(Timeline.OfSection(TestChain.Genesis, "E4404000001001043001001")));
        Assert.Empty(Read(Timeline.OfGuarantee(TestChain.Genesis, new byte[16])));
    }

    private static List<TimelineEntry> Read(Timeline timeline) =>
        [.. ArchivedChain.Blocks.SelectMany(block => timeline.Read(block.Block))];
}
