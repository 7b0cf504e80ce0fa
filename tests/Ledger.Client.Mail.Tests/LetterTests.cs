using System.Text;
using Google.Protobuf;
using Ledger.Client.Mailbox;
using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Crypto.Sealing;
using Ledger.Protocol;
using Ledger.Protocol.Mail;
using Ledger.Protocol.V1;

namespace Ledger.Client.Mail.Tests;

public sealed class LetterTests(ServedMail mail) : IClassFixture<ServedMail>
{
    [Fact]
    public async Task An_order_goes_there_and_back_and_its_receipts_hold()
    {
        using var client = mail.Letters(mail.Node(0), mail.Node(1));
        using var guarantor = mail.NewOwner();
        using var bidder = mail.NewOwner();
        var application = Encoding.UTF8.GetBytes("申请开立投标保函");
        var receipt = await client.SendAsync(guarantor.ToRecipient([]), application);
        Assert.Equal((mail.NodeId(0), guarantor.Address), (receipt.Node, receipt.Body.Address));

        var cursor = new MemoryMailboxCursor();
        var page = Assert.Single(await ServedMail.ReadAllAsync(client, guarantor, cursor));
        var letter = Assert.Single(page.Letters);
        Assert.Equal(application, letter.Content.ToArray());
        Assert.Equal(receipt.LetterDigest, letter.Digest);
        await client.AcknowledgeAsync(guarantor, page, cursor);
        Assert.Empty(await ServedMail.ReadAllAsync(client, guarantor, new MemoryMailboxCursor()));

        var answer = new byte[MailboxClient.ContentBytesMax];
        new Random(1).NextBytes(answer);
        await client.SendAsync(bidder.ToRecipient([]), answer);
        Assert.Equal(
            answer,
            Assert.Single(
                Assert.Single(await ServedMail.ReadAllAsync(client, bidder, new MemoryMailboxCursor())).Letters).Content.ToArray());
        Assert.Throws<ArgumentException>(() => client.Seal(bidder.ToRecipient([]), new byte[MailboxClient.ContentBytesMax + 1]));
    }

    [Fact]
    public async Task A_letter_kept_and_left_again_is_one_letter()
    {
        using var client = mail.Letters();
        using var owner = mail.NewOwner();
        var kept = client.Seal(owner.ToRecipient([]), "once"u8).Export();
        var first = await client.DepositAsync(SealedLetter.Import(kept));
        var second = await client.DepositAsync(SealedLetter.Import(kept));
        Assert.Equal(first.LetterDigest, second.LetterDigest);
        Assert.Single(Assert.Single(await ServedMail.ReadAllAsync(client, owner, new MemoryMailboxCursor())).Letters);
        Assert.Throws<ArgumentException>(() => SealedLetter.Import(kept.AsSpan(1)));
    }

    [Fact]
    public async Task Reading_goes_on_from_a_cursor_on_disk_after_a_kill()
    {
        using var client = mail.Letters();
        using var owner = mail.NewOwner();
        for (byte i = 0; i < 7; i++)
        {
            await client.SendAsync(owner.ToRecipient([]), new[] { i });
        }

        var path = mail.NewPath();
        var read = new List<byte>();
        await foreach (var page in client.ReceiveAsync(owner, new FileMailboxCursor(path)))
        {
            Assert.InRange(page.Letters.Count, 1, 3);
            read.AddRange(page.Letters.Select(letter => letter.Content.Span[0]));
            if (read.Count == 3)
            {
                new FileMailboxCursor(path).Advance(page.Node, page.Through); // killed before the node was told
                break;
            }
        }

        using var again = MailboxOwner.Import(owner.Export());
        foreach (var page in await ServedMail.ReadAllAsync(client, again, new FileMailboxCursor(path)))
        {
            read.AddRange(page.Letters.Select(letter => letter.Content.Span[0]));
        }

        Assert.Equal([0, 1, 2, 3, 4, 5, 6], read);
    }

    [Fact]
    public async Task Decoys_and_what_does_not_open_are_passed_over_and_counted()
    {
        using var client = mail.Letters();
        using var owner = mail.NewOwner();
        using var stranger = mail.NewOwner();
        await client.SendDecoyAsync(owner.ToRecipient([]), 16 * 1024);
        var misdirected = client.Seal(stranger.ToRecipient([]), "not for you"u8);
        await client.DepositAsync(misdirected with { Address = owner.Address });
        await client.SendAsync(owner.ToRecipient([]), "real"u8.ToArray());

        var page = Assert.Single(await ServedMail.ReadAllAsync(client, owner, new MemoryMailboxCursor()));
        Assert.Equal((1, 1, 1), (page.Letters.Count, page.Decoys, page.Unreadable));
        await Assert.ThrowsAsync<ArgumentException>(() => client.SendDecoyAsync(owner.ToRecipient([]), 5_000));
    }

    [Fact]
    public async Task Decoys_go_through_nodes_drawn_at_random_among_those_that_serve_the_reader()
    {
        using var client = MailboxClient.Open(
            mail.Options(mail.Node(0), mail.Node(1), mail.Node(2)) with { Random = new Seeds.SeededRandom(1, "decoys") });
        using var owner = mail.NewOwner();
        var nodes = new Dictionary<Digest, int>();
        for (var sent = 0; sent < 24; sent++)
        {
            var node = (await client.SendDecoyAsync(owner.ToRecipient([mail.NodeId(1), mail.NodeId(2)]), 4 * 1024)).Node;
            nodes[node] = nodes.GetValueOrDefault(node) + 1;
        }

        Assert.Equal(new[] { mail.NodeId(1), mail.NodeId(2) }.ToHashSet(), nodes.Keys.ToHashSet());
        Assert.All(nodes.Values, count => Assert.InRange(count, 6, 18));
    }

    [Fact]
    public async Task A_box_copied_to_another_address_or_chain_does_not_open()
    {
        using var client = mail.Letters();
        using var owner = mail.NewOwner();
        var letter = client.Seal(owner.ToRecipient([]), "bound"u8);
        var other = TaggedHash.Compute(mail.Genesis.Hasher, DomainTag.Letter, "another"u8);
        Assert.NotNull(
            SealedBox.TryOpen(owner.OpeningKey, letter.Letter.Span, Letters.AssociatedData(mail.Genesis.ChainId, owner.Address)));
        Assert.Null(SealedBox.TryOpen(owner.OpeningKey, letter.Letter.Span, Letters.AssociatedData(mail.Genesis.ChainId, other)));
        Assert.Null(SealedBox.TryOpen(owner.OpeningKey, letter.Letter.Span, Letters.AssociatedData(other, owner.Address)));
        await client.DepositAsync(letter);
    }

    [Fact]
    public async Task The_next_node_is_asked_where_one_is_gone_and_the_card_says_which_serve()
    {
        using var client = mail.Letters(ServedMail.Nowhere, mail.Node(1), mail.Node(2));
        using var owner = mail.NewOwner();
        Assert.Equal(mail.NodeId(1), (await client.SendAsync(owner.ToRecipient([]), "any"u8.ToArray())).Node);
        Assert.Equal(mail.NodeId(2), (await client.SendAsync(owner.ToRecipient([mail.NodeId(2)]), "one"u8.ToArray())).Node);
        var pages = await ServedMail.ReadAllAsync(client, owner, new MemoryMailboxCursor());
        Assert.Equal([mail.NodeId(1), mail.NodeId(2)], pages.Select(page => page.Node));

        using var reachable = mail.Letters(mail.Node(1));
        await Assert.ThrowsAsync<NoServingNodeException>(
            () => reachable.SendAsync(owner.ToRecipient([mail.NodeId(3)]), "none"u8.ToArray()));
        using var nobody = mail.Letters(ServedMail.Nowhere);
        await Assert.ThrowsAsync<NodeUnreachableException>(() => nobody.SendAsync(owner.ToRecipient([]), "none"u8.ToArray()));
        await Assert.ThrowsAsync<NodeUnreachableException>(() => ServedMail.ReadAllAsync(nobody, owner, new MemoryMailboxCursor()));
        await Assert.ThrowsAsync<NoServingNodeException>(() => reachable.AcknowledgeAsync(owner, pages[1], new MemoryMailboxCursor()));
    }

    [Fact]
    public async Task A_node_that_asks_for_too_much_work_is_passed_over()
    {
        using var client = MailboxClient.Open(mail.Options() with { StampBitsMax = ServedMail.StampBits - 1 });
        using var owner = mail.NewOwner();
        await Assert.ThrowsAsync<NoServingNodeException>(() => client.SendAsync(owner.ToRecipient([]), "dear"u8.ToArray()));
    }

    [Fact]
    public async Task Refusals_come_with_their_codes_over_the_wire()
    {
        using var node = LedgerClient.Open(
            new LedgerClientOptions { Genesis = mail.Genesis, Node = mail.Node(0), Retry = new RetryOptions { AttemptsMax = 1 } });
        var wrongSize = new DepositRequest { Address = ByteString.CopyFrom(new byte[32]), Letter = ByteString.CopyFrom(new byte[5]) };
        Assert.Equal(
            RefusalCode.BadLetterSize,
            (await Assert.ThrowsAsync<RefusedException>(() => node.Mail.DepositAsync(wrongSize, default))).Code);

        using var owner = mail.NewOwner();
        var fresh = await node.Mail.GetChallengeAsync(default);
        var message = OwnerRequests.Fetch(
            mail.Genesis.Hasher, mail.Genesis.ChainId, new Digest(fresh.Node.Span), fresh.Challenge.Span, owner.Address, 0, 0);
        var request = new FetchRequest { Proof = OwnerSignatures.Sign(owner.Signer, fresh.Challenge, message) };
        await node.Mail.FetchAsync(request, default);
        Assert.Equal(
            RefusalCode.ChallengeUsed, (await Assert.ThrowsAsync<RefusedException>(() => node.Mail.FetchAsync(request, default))).Code);
    }

    [Fact]
    public async Task A_full_box_is_refused_and_its_owner_makes_room()
    {
        using var client = mail.Letters();
        using var owner = mail.NewOwner();
        for (var i = 0; i < 50; i++)
        {
            await client.SendAsync(owner.ToRecipient([]), BitConverter.GetBytes(i));
        }

        Assert.Equal(
            RefusalCode.MailboxFull,
            (await Assert.ThrowsAsync<RefusedException>(() => client.SendAsync(owner.ToRecipient([]), "late"u8.ToArray()))).Code);
        var cursor = new MemoryMailboxCursor();
        await foreach (var page in client.ReceiveAsync(owner, cursor))
        {
            await client.AcknowledgeAsync(owner, page, cursor);
        }

        await client.SendAsync(owner.ToRecipient([]), "late"u8.ToArray());
    }

    [Fact]
    public void Cards_and_keys_are_read_strictly()
    {
        using var owner = mail.NewOwner();
        var card = owner.ToRecipient([mail.NodeId(0)]).ToMessage();
        Assert.True(MailboxRecipient.TryRead(card, mail.Genesis.Suite, out var read));
        Assert.Equal(owner.Address, read.Address);
        foreach (var spoil in new Action<MailboxCard>[]
        {
            one => one.Address = ByteString.CopyFrom(new byte[31]),
            one => one.Algorithm = 2,
            one => one.EncryptionKey = ByteString.CopyFrom([4, .. new byte[64]]),
            one => one.Nodes.Add(ByteString.CopyFrom(new byte[3])),
            one => one.Nodes.AddRange(Enumerable.Repeat(ByteString.CopyFrom(new byte[32]), 16)),
        })
        {
            var spoilt = card.Clone();
            spoil(spoilt);
            Assert.False(MailboxRecipient.TryRead(spoilt, mail.Genesis.Suite, out _));
        }

        Assert.False(MailboxRecipient.TryRead(null, mail.Genesis.Suite, out _));
        Assert.Throws<ArgumentException>(() => MailboxOwner.Import([1, 2, 3]));
        Assert.Throws<ArgumentException>(() => MailboxOwner.Import([]));
        using var pair = KeyPair.Generate(SignatureAlgorithm.Sm2Sm3);
        Assert.Throws<ArgumentException>(() => new MailboxOwner(pair, pair));
    }
}
