using System.Collections.Concurrent;
using Google.Protobuf;
using Ledger.FakeNode;
using Ledger.Protocol;
using Ledger.Protocol.Proofs;
using Ledger.Protocol.V1;
using Ledger.Schema.Tender;

namespace Ledger.Web.Tests;

/// <summary>
/// A node that serves genuine pages and lies in what they ask: the browser finds each lie, and says which of five things it is – wrong,
/// untrusted, without proof, stale, or of a newer format.
/// </summary>
public sealed class LyingNodeTests(Browser browser) : IClassFixture<Browser>
{
    private const string Wrong = "证明不成立";
    private const string Untrusted = "签署者不受信任";
    private const string OtherChain = "这是另一条链";
    private const string Unverified = "缺少证明";
    private const string Stale = "节点落后了";
    private const string Newer = "本页版本过旧";
    private const string Section = $"/section/{FakeHistory.FirstSection}";
    private static readonly ConcurrentDictionary<string, bool> Honest = new();
    private const string NoSection = "/section/E4404002019000099000000";

    [Theory]
    [InlineData("a value", Section, Wrong)]
    [InlineData("that there is none", Section, Wrong)]
    [InlineData("that there is one", NoSection, Wrong)]
    [InlineData("another record", Section, Wrong)]
    [InlineData("no proof", Section, Unverified)]
    [InlineData("a list cut short", "/sections", Wrong)]
    [InlineData("a list with one left out", "/sections", Wrong)]
    [InlineData("a list of something else", "/sections", Wrong)]
    [InlineData("an older head", Section, Stale)]
    [InlineData("another chain", Section, OtherChain)]
    [InlineData("votes of a former set", Section, Wrong)]
    [InlineData("a set that nobody voted in", Section, Untrusted)]
    [InlineData("too few votes", Section, Wrong)]
    [InlineData("a forged vote", Section, Wrong)]
    [InlineData("no certificate", Section, Unverified)]
    [InlineData("a header of a newer format", Section, Newer)]
    [InlineData("another height", $"{Section}?at=3", Wrong)]
    [InlineData("a receipt of another", "/tx/{transaction}", Wrong)]
    [InlineData("a block without a transaction", "/block/{head}", Wrong)]
    [InlineData("a block with a changed receipt", "/block/{head}", Wrong)]
    [InlineData("an event left out", "/", Wrong)]
    [InlineData("an event that was not", "/", Wrong)]
    public async Task Every_lie_is_found_and_named(string lie, string path, string said)
    {
        await using var node = await FakeWebNode.StartAsync(pages: await WebPages.FolderAsync());
        var landed = FakeHistory.Fill(node.Chain);
        var address = new Uri(node.Address, path
            .Replace("{transaction}", landed[1].Id.ToString(), StringComparison.Ordinal)
            .Replace("{head}", $"{node.Chain.Head.Header.Height}", StringComparison.Ordinal));

        // The same page is proven while the node is honest; one look a page will do.
        if (Honest.TryAdd(path, true))
        {
            await using var honest = await browser.ReaderAsync();
            await honest.OpenAsync(address, "证");
            Assert.All(await honest.SettledMarksAsync(), static mark => Assert.Equal("proven", mark));
            Assert.Empty(honest.Complaints);
        }

        await using var reader = await browser.ReaderAsync();
        if (lie == "an older head")
        {
            await reader.OpenAsync(new Uri(node.Address, "/members"), "全部 1 家"); // only who has seen more knows
            await reader.Page.WaitForFunctionAsync("() => localStorage.getItem('ledger.seen')");
        }

        Tell(lie, node, landed);
        await reader.OpenAsync(address, said);
        Assert.Contains(said == Wrong ? "wrong" : "cannot", await reader.MarksAsync());
        Assert.Equal(0, await reader.Page.GetByText("没有应答").CountAsync()); // it did answer
    }

    [Fact]
    public async Task What_could_not_be_checked_is_not_called_missing()
    {
        await using var node = await FakeWebNode.StartAsync(pages: await WebPages.FolderAsync());
        FakeHistory.Fill(node.Chain);
        var section = new Section
        {
            Announced = new AnnounceSection { SectionCode = FakeHistory.FirstSection, Name = "标段" },
            State = SectionState.Opened,
            OpenedAt = 1,
            Bidders = 1,
        };
        node.Chain.Put(
            (TenderTables.Sections.Key(FakeHistory.FirstSection), section),
            (TenderTables.Bidders.Key($"{FakeHistory.FirstSection}/{Keys.MemberUscc}"), new ListedBidder { Uscc = Keys.MemberUscc }));
        await using (var honest = await browser.ReaderAsync())
        {
            await honest.OpenAsync(new Uri(node.Address, Section), "没有揭示的保函");
        }

        node.Behaviour.List = static answer =>
        {
            if (answer.Proof.Prefix.ToStringUtf8().StartsWith("guarantee/", StringComparison.Ordinal))
            {
                answer.Proof = null;
            }
        };
        await using var reader = await browser.ReaderAsync();
        await reader.OpenAsync(new Uri(node.Address, Section), "不能说有无");
        Assert.Equal(0, await reader.Page.GetByText("缺失").CountAsync());
    }

    private static void Tell(string lie, FakeWebNode node, IReadOnlyList<SignedTransaction> landed)
    {
        var (chain, behaviour) = (node.Chain, node.Behaviour);
        var head = chain.Head;
        switch (lie)
        {
            case "a value":
                behaviour.State = answer => answer.Proof.Value = ChangedByte(answer.Proof.Value);
                break;
            case "that there is none":
                behaviour.State = answer =>
                {
                    var absent = Proven(chain, "E4404002019000012000000x");
                    absent.Key = answer.Proof.Key;
                    answer.Proof = absent;
                };
                break;
            case "that there is one":
                behaviour.State = answer =>
                {
                    var present = Proven(chain, FakeHistory.FirstSection);
                    present.Key = answer.Proof.Key;
                    answer.Proof = present;
                };
                break;
            case "another record":
                behaviour.State = answer => answer.Proof = Proven(chain, "E4404002019000012000001");
                break;
            case "no proof":
                behaviour.State = static answer => answer.Proof = null;
                break;
            case "a list cut short":
                behaviour.List = static answer => answer.Proof.Entries.RemoveAt(answer.Proof.Entries.Count - 1);
                break;
            case "a list with one left out":
                behaviour.List = static answer => answer.Proof.Entries.RemoveAt(answer.Proof.Entries.Count / 2);
                break;
            case "a list of something else":
                behaviour.List = answer => answer.Proof = chain.State
                    .ProvePrefix("membership/"u8.ToArray(), head.Header.Height + 1, 100, null).ToMessage();
                break;
            case "an older head":
                var older = chain.Block(head.Header.Height - 1)!;
                behaviour.State = answer =>
                {
                    if (answer.Header == head.HeaderBytes)
                    {
                        (answer.Header, answer.Certificate) = (older.HeaderBytes, older.Certificate);
                    }
                };
                break;
            case "another chain":
                var other = new FakeChain(Ledger.Crypto.CryptoSuite.Guomi, 1, 2, 3, 4, 6);
                behaviour.State = answer => (answer.Header, answer.Certificate) = (other.Head.HeaderBytes, other.Head.Certificate);
                break;
            case "votes of a former set":
                behaviour.State = answer => answer.Certificate = chain.Certify(head.Header, 1, 2, 4);
                break;
            case "a set that nobody voted in":
                var usurped = head.Header with { ValidatorsHash = new Digest(new byte[Digest.Bytes]) };
                behaviour.State = answer =>
                {
                    if (answer.Header == head.HeaderBytes) // what is asked about sets of validators is told as it was
                    {
                        (answer.Header, answer.Certificate) = (ByteString.CopyFrom(usurped.Encode()), chain.Certify(usurped, 7, 8, 9));
                    }
                };
                break;
            case "too few votes":
                behaviour.State = static answer => answer.Certificate.Votes.RemoveAt(0);
                break;
            case "a forged vote":
                behaviour.State = static answer => answer.Certificate.Votes[1].Time++;
                break;
            case "no certificate":
                behaviour.State = static answer => answer.Certificate = null;
                break;
            case "a header of a newer format":
                behaviour.State = static answer => answer.Header = ByteString.CopyFrom([0, 0, 0, 2, .. answer.Header.Span[4..]]);
                break;
            case "another height":
                var at = chain.Block(2)!;
                behaviour.State = answer => (answer.Header, answer.Certificate, answer.Proof) =
                    (at.HeaderBytes, at.Certificate, chain.State.Prove(answer.Proof.Key.ToByteArray(), at.Header.Height + 1).ToMessage());
                break;
            case "a receipt of another":
                behaviour.Transaction = answer => answer.Receipt = head.Receipts[0];
                break;
            case "a block without a transaction":
                behaviour.Block = answer =>
                {
                    var batch = new Batch { Proposer = head.Batch.Proposer, Transactions = { head.Batch.Transactions.Skip(1) } };
                    answer.Block.Batch = ByteString.CopyFrom(BatchBytes.Ordered(batch.ToByteArray(), default));
                    answer.Block.Receipts.RemoveAt(0);
                };
                break;
            case "a block with a changed receipt":
                behaviour.Block = static answer => answer.Block.Receipts[0] = ChangedByte(answer.Block.Receipts[0]);
                break;
            case "an event left out":
                behaviour.Events = static answer =>
                {
                    if (answer.Events.Count > 2)
                    {
                        answer.Events.RemoveAt(1);
                        foreach (var (i, record) in answer.Events.Index())
                        {
                            record.Cursor = answer.Events[0].Cursor + (ulong)i;
                        }
                    }
                };
                break;
            case "an event that was not":
                behaviour.Event = static record => record.Event.Type = "guarantee.released";
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(lie), lie, "no such lie");
        }

        Assert.NotEmpty(landed);
    }

    // What the newest state says of a section.
    private static Ledger.Protocol.V1.StateProof Proven(FakeChain chain, string section) =>
        chain.State.Prove(TenderTables.Sections.Key(section), chain.Head.Header.Height + 1).ToMessage();

    private static ByteString ChangedByte(ByteString bytes)
    {
        var changed = bytes.ToByteArray();
        changed[^1] ^= 1;
        return ByteString.CopyFrom(changed);
    }
}
