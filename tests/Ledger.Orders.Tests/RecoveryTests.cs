using Google.Protobuf;
using Ledger.Crypto.Sealing;
using Ledger.Protocol.V1;

namespace Ledger.Orders.Tests;

/// <summary>What a bidder owns survives a dead PC, and one folder at a time writes.</summary>
public sealed class RecoveryTests : IDisposable
{
    private readonly World _world = new();
    private readonly FakeBackupStore _store = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_dead_PC_loses_no_order(bool blind)
    {
        var id = await _world.IssueAsync(blind);
        await _world.Orders.BackUpAsync(_store);
        var secret = SecretOf(_world.Orders);
        var opening = Assert.Single(_world.Orders.Openings(id));

        using var recovered = await RecoverAsync(secret, "new PC");
        Assert.Equal(OrderState.IssuedSealed, recovered.Show(id).State);
        Assert.Equal(opening, Assert.Single(recovered.Openings(id)));
        await recovered.RequestSurrenderAsync(id, _world.Attest(id));
        Assert.Equal(LetterFate.Taken, Assert.Single(await _world.Desk.ReceiveAsync()).Kind);
        Assert.Equal(id, Convert.ToHexStringLower((await recovered.ApplyAsync(_world.Request(blind))).OrderId.Span));

        // The old PC comes back: it is told at its first command.
        Assert.Equal(OrderRefusal.SecondWriter, (await _world.Orders.CheckWriterAsync(_store)).Code);
        Assert.False((await recovered.CheckWriterAsync(_store)).IsRefused);
    }

    [Fact]
    public async Task A_copy_of_the_folder_is_told_at_its_first_command()
    {
        await _world.ApplyAsync();
        await _world.Orders.BackUpAsync(_store);
        using var copy = _world.CopyBidder("copy");
        Assert.False((await _world.Orders.CheckWriterAsync(_store)).IsRefused);
        await _world.Orders.BackUpAsync(_store);
        Assert.Equal(OrderRefusal.SecondWriter, (await copy.CheckWriterAsync(_store)).Code);
        Assert.False((await _world.Orders.CheckWriterAsync(_store)).IsRefused);
    }

    [Fact]
    public async Task A_run_that_was_killed_before_its_backup_lay_there_is_no_second_writer()
    {
        await _world.Orders.BackUpAsync(_store);
        _store.IsDown = true;
        await Assert.ThrowsAsync<IOException>(() => _world.Orders.BackUpAsync(_store));
        _store.IsDown = false;
        _world.Restart();
        Assert.False((await _world.Orders.CheckWriterAsync(_store)).IsRefused);
        await _world.Orders.BackUpAsync(_store);
        Assert.False((await _world.Orders.CheckWriterAsync(_store)).IsRefused);
    }

    [Fact]
    public async Task One_backup_lies_there_and_older_documents_go()
    {
        for (var time = 0; time < 3; time++)
        {
            await _world.Orders.CheckWriterAsync(_store);
            await _world.Orders.BackUpAsync(_store);
        }

        Assert.Single(_store.Documents);
    }

    [Fact]
    public async Task Somebody_elses_words_give_nothing_and_leave_no_folder()
    {
        await _world.ApplyAsync();
        await _world.Orders.BackUpAsync(_store);
        var options = _world.Book(_world.PartyOf(_world.Rival), Path.Combine(_world.FolderOf(_world.Rival), "stolen"));
        var error = await Assert.ThrowsAsync<OrderException>(
            () => BidderOrders.RecoverAsync(options, SecretOf(_world.Orders), _store));
        Assert.Equal(OrderRefusal.NotTheOwner, error.Code);
        Assert.False(Directory.Exists(options.Folder));
    }

    [Fact]
    public async Task Words_under_which_nothing_lies_and_folders_in_use_are_refused_by_name()
    {
        var unknown = await Assert.ThrowsAsync<OrderException>(() => RecoverAsync(World.Digest(3), "new PC"));
        Assert.Equal(OrderRefusal.BadRecovery, unknown.Code);
        await _world.Orders.BackUpAsync(_store);
        var used = await Assert.ThrowsAsync<OrderException>(
            () => BidderOrders.RecoverAsync(
                _world.Book(_world.PartyOf(_world.Bidder), _world.FolderOf(_world.Bidder)), SecretOf(_world.Orders), _store));
        Assert.Equal(OrderRefusal.NotTheOwner, used.Code);
    }

    [Fact]
    public async Task A_node_that_gives_an_older_backup_for_the_newest_is_found_out()
    {
        _store.Keeps = true;
        await _world.Orders.BackUpAsync(_store);
        var older = _store.Documents.Values.Single();
        await _world.ApplyAsync();
        await _world.Orders.BackUpAsync(_store);
        var secret = SecretOf(_world.Orders);

        // The newest letter counts among all that lie there, forged ones and older ones.
        using (var mailbox = RecoverySecret.MailboxOf(_world.Seed.Genesis, secret))
        {
            var forged = BackupReference.Parser.ParseFrom(_store.BoxOf(mailbox)[0]);
            forged.Epoch = 99;
            _store.BoxOf(mailbox).Add(forged.ToByteArray());
            _store.BoxOf(mailbox).Add([1, 2, 3]);
        }

        Assert.False((await _world.Orders.CheckWriterAsync(_store)).IsRefused);
        using (var recovered = await RecoverAsync(secret, "new PC"))
        {
            Assert.Single(recovered.List());
        }

        // An older document under the newest reference is not the one that it names.
        _store.Documents.Keys.ToList().ForEach(name => _store.Documents[name] = older);
        var error = await Assert.ThrowsAsync<OrderException>(() => RecoverAsync(secret, "third PC"));
        Assert.Equal(OrderRefusal.BadRecovery, error.Code);
    }

    [Fact]
    public void A_secret_is_24_words_and_back()
    {
        var hasher = _world.Seed.Genesis.Hasher;
        var secret = new byte[32];
        for (var fill = 0; fill < 64; fill++)
        {
            new Random(fill).NextBytes(secret);
            var words = RecoveryWords.Of(hasher, secret);
            Assert.Equal(RecoveryWords.Count, words.Count);
            Assert.Equal(secret, RecoveryWords.Read(hasher, $"1. {string.Join(",\n ", words).ToUpperInvariant()}"));
        }
    }

    [Theory]
    [InlineData("one word less", "23 words")]
    [InlineData("a word that is none", "Word 5, hello")]
    [InlineData("two swapped", "do not belong together")]
    public void Words_that_were_written_down_wrongly_are_refused(string what, string said)
    {
        var hasher = _world.Seed.Genesis.Hasher;
        var words = RecoveryWords.Of(hasher, World.Digest(0x5A)).ToList();
        switch (what)
        {
            case "one word less": words.RemoveAt(3); break;
            case "a word that is none": words[4] = "hello"; break;
            default: words[0] = words[0] == "bava" ? "bave" : "bava"; break;
        }

        var error = Assert.Throws<OrderException>(() => RecoveryWords.Read(hasher, string.Join(' ', words)));
        Assert.Equal(OrderRefusal.BadRecovery, error.Code);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_voucher_opens_with_the_words_alone(bool blind)
    {
        var id = await _world.IssueAsync(blind);
        var file = _world.Orders.Voucher(id);
        var genesis = _world.Seed.Genesis;
        var voucher = GuaranteeVouchers.Open(genesis, SecretOf(_world.Orders), file);
        Assert.Equal(_world.Orders.Openings(id), voucher.Versions);

        byte[] damaged = [.. file];
        damaged[^1] ^= 1;
        byte[] elsewhere = [.. file];
        elsewhere[20] ^= 1;
        foreach (var bad in new[] { damaged, elsewhere, file[..40], [] })
        {
            var error = Assert.Throws<OrderException>(() => GuaranteeVouchers.Open(genesis, SecretOf(_world.Orders), bad));
            Assert.Equal(OrderRefusal.BadVoucher, error.Code);
        }

        Assert.Equal(
            OrderRefusal.BadVoucher, Assert.Throws<OrderException>(() => GuaranteeVouchers.Open(genesis, World.Digest(1), file)).Code);
        voucher.Format = 2;
        var newer = GuaranteeVouchers.Seal(genesis, World.Digest(1), voucher, SystemRandomSource.Instance);
        Assert.Contains(
            "newer",
            Assert.Throws<OrderException>(() => GuaranteeVouchers.Open(genesis, World.Digest(1), newer)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_issued_has_no_voucher()
    {
        var id = await _world.ApplyAsync();
        Assert.Equal(OrderRefusal.WrongState, Assert.Throws<OrderException>(() => _world.Orders.Voucher(id)).Code);
    }

    private byte[] SecretOf(BidderOrders orders) =>
        RecoveryWords.Read(_world.Seed.Genesis.Hasher, string.Join(' ', orders.SecretWords));

    private Task<BidderOrders> RecoverAsync(byte[] secret, string folder) => BidderOrders.RecoverAsync(
        _world.Book(_world.PartyOf(_world.Bidder), Path.Combine(_world.FolderOf(_world.Rival), folder)), secret, _store);
}
