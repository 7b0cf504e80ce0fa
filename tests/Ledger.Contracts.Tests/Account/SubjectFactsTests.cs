using Google.Protobuf;
using Ledger.Protocol.V1;
using Ledger.Schema.Account;
using Ledger.Schema.Credential;
using Ledger.Schema.Tender;

namespace Ledger.Contracts.Tests;

/// <summary>What is about a subject: every table of its account and its credentials, and of no other subject's.</summary>
public sealed class SubjectFactsTests
{
    private const string Uscc = "91350100M000100Y43";
    private const string Other = "91350100M000100Y44";
    private const string Namesake = "81350100M000100Y43"; // ends as the other does
    private static readonly byte[] Id = new byte[16];

    private static readonly Dictionary<string, Func<string, (byte[] Key, byte[] Record)>> Entries = new()
    {
        ["account"] = uscc => (AccountTables.Subjects.Key(uscc), []),
        ["operator"] = uscc => (AccountTables.OperatorKey(uscc, new byte[32]), []),
        ["binding"] = uscc => (AccountTables.LocalAccounts.Key($"{Other}/{uscc}"), []),
        ["record"] = uscc => (CredentialTables.RecordKey(uscc, Id), []),
        ["commitments"] = uscc => (CredentialTables.CommitmentKey(uscc, Id), []),
        ["check"] = uscc => (CredentialTables.CheckKey(uscc, Id), []),
        ["certificate"] = uscc => (AccountTables.Certificates.Key(new byte[32]), new CertificateRecord { Uscc = uscc }.ToByteArray()),
    };

    public static TheoryData<string> Names => new(Entries.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void An_entry_is_about_its_own_subject_alone(string name)
    {
        var (key, record) = Entries[name](Uscc);
        Assert.True(SubjectFacts.IsAbout(Uscc, key, record));
        Assert.False(SubjectFacts.IsAbout(Other, key, record));
        Assert.False(SubjectFacts.IsAbout(Namesake, key, record));
    }

    [Fact]
    public void A_centres_binding_of_another_is_not_about_the_centre() => Assert.False(
        SubjectFacts.IsAbout(Uscc, AccountTables.LocalAccounts.Key($"{Uscc}/{Other}"), []));

    [Fact]
    public void What_is_no_certificate_is_nobodys() => Assert.False(
        SubjectFacts.IsAbout(Uscc, AccountTables.Certificates.Key(new byte[32]), [0xFF]));

    [Fact]
    public void Who_bids_is_not_about_a_subject() => Assert.False(
        SubjectFacts.IsAbout(Uscc, TenderTables.BidderKey("E3500000001001043001001", Uscc), []));
}
