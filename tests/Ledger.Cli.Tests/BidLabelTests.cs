using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Protocol.V1;
using Ledger.Schema.Account;
using Ledger.Schema.Tender;

namespace Ledger.Cli.Tests;

/// <summary>A bid encrypted for the wrong section or in another's name shows at the opening alone: so it is compared before.</summary>
public sealed class BidLabelTests : CliFixture
{
    private const string Section = "E4404000001001043001001";
    private const string Bidder = "91440400MA5EXMPL1C";

    [Theory]
    [InlineData("E44040000010010430010012", Bidder, "--section")] // 24 characters
    [InlineData(Section, "91440400MA5EXMPL1", "--bidder")]
    [InlineData(Section, "91350100M000100Y43", "your own stands first")] // the certificate is Bidder's
    public async Task A_code_without_its_shape_and_anothers_certificate_are_refused(string section, string bidder, string words)
    {
        var run = await EncryptAsync(section, bidder, certified: Bidder);
        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains(words, run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(PathOf("bid.enc")));
    }

    [Fact]
    public async Task What_the_chain_does_not_know_is_doubted_and_encrypted_all_the_same()
    {
        var unknown = await EncryptAsync(Section, Bidder);
        Assert.Equal(ExitCode.Done, unknown.Code);
        Assert.Contains($"The chain has no section {Section}.", unknown.Error, StringComparison.Ordinal);
        Assert.Contains($"{Bidder} is registered nowhere", unknown.Error, StringComparison.Ordinal);

        Server.Chain.Put(
            (TenderTables.Sections.Key(Section), new Section { State = SectionState.Announced, OpeningTime = long.MaxValue }),
            (AccountTables.Subjects.Key(Bidder), new Subject { Uscc = Bidder, Name = "甲" }));
        File.Delete(PathOf("bid.enc"));
        var good = await EncryptAsync(Section, Bidder, certified: Bidder);
        Assert.Equal((ExitCode.Done, ""), (good.Code, good.Error));

        Server.Chain.Put((TenderTables.Sections.Key(Section), new Section { State = SectionState.Opened }));
        File.Delete(PathOf("bid.enc"));
        Assert.Contains("it takes no bids", (await EncryptAsync(Section, Bidder)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_character_that_fails_and_a_node_that_is_away_are_said()
    {
        Patience = TimeSpan.FromSeconds(3);
        Set("LEDGER_NODE", "http://localhost:1");
        var run = await EncryptAsync(Section, "91440400MA5EXMPL1D");
        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains("The check character of 91440400MA5EXMPL1D fails", run.Error, StringComparison.Ordinal);
        Assert.Contains("were not compared with the chain", run.Error, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Out, string Error)> EncryptAsync(string section, string bidder, string? certified = null)
    {
        using var pair = KeyPair.Generate(SignatureAlgorithm.Sm2Sm3);
        await File.WriteAllBytesAsync(PathOf("mine.cer"), BidCommandTests.Certify(pair, certified));
        await File.WriteAllTextAsync(PathOf("bid"), "投标文件");
        return await RunAsync(
            "bid", "encrypt", PathOf("bid"), "--out", PathOf("bid.enc"), "--to", PathOf("mine.cer"), "--section", section, "--bidder",
            bidder, "--json");
    }
}
