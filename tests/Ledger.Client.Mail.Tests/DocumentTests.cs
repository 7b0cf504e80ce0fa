using Google.Protobuf;
using Ledger.Client.Documents;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Client.Mail.Tests;

public sealed class DocumentTests(ServedMail mail) : IClassFixture<ServedMail>
{
    private const uint LeaseHours = 24;

    [Theory]
    [InlineData(0, 1)]
    [InlineData(65_512, 1)]
    [InlineData(65_513, 2)]
    [InlineData(300_000, 6)]
    [InlineData(3_000_000, 48)]
    public async Task A_document_comes_back_as_it_was_in_a_padded_size(int bytes, uint pieces)
    {
        using var client = mail.Documents();
        var content = Content(bytes);
        var ticket = mail.NewPath();
        var progress = new Progress();
        var uploaded = await client.UploadAsync(new MemoryStream(content), ticket, LeaseHours, progress);
        Assert.Equal(pieces, uploaded.Body.Pieces);
        Assert.Equal(pieces * 65_536L, progress.Last.BytesDone);
        Assert.Equal(progress.Last.BytesTotal, progress.Last.BytesDone);
        Assert.False(File.Exists(ticket + ".part"));
        Assert.Equal(DocumentClient.ReadReference(ticket), uploaded.Reference);

        var target = mail.NewPath();
        await client.DownloadAsync(uploaded.Reference, target);
        Assert.Equal(content, await File.ReadAllBytesAsync(target));
        await Assert.ThrowsAsync<IOException>(() => client.DownloadAsync(uploaded.Reference, target));
    }

    [Fact]
    public async Task An_upload_that_broke_off_goes_on_and_the_content_is_not_read_again()
    {
        using var client = mail.Documents();
        var content = Content(1_000_000);
        var ticket = mail.NewPath();
        using var stop = new CancellationTokenSource();
        var breaking = new Progress { At = 5 * 65_536, Then = stop.Cancel };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => client.UploadAsync(new MemoryStream(content), ticket, LeaseHours, breaking, stop.Token));
        Assert.True(File.Exists(ticket + ".part"));

        var progress = new Progress();
        var uploaded = await client.UploadAsync(Stream.Null, ticket, LeaseHours, progress);
        Assert.Equal(16 * 65_536, progress.Last.BytesDone);
        var target = mail.NewPath();
        await client.DownloadAsync(uploaded.Reference, target);
        Assert.Equal(content, await File.ReadAllBytesAsync(target));

        // And a second time, with the part gone, the node says that it has everything.
        Assert.Equal(uploaded.Body.Address, (await client.UploadAsync(Stream.Null, ticket, LeaseHours)).Body.Address);
    }

    [Fact]
    public async Task A_download_that_broke_off_goes_on_and_a_damaged_part_is_fetched_anew()
    {
        using var client = mail.Documents();
        var content = Content(1_000_000);
        var uploaded = await client.UploadAsync(new MemoryStream(content), mail.NewPath(), LeaseHours);
        var target = mail.NewPath();
        using var stop = new CancellationTokenSource();
        var breaking = new Progress { At = 5 * 65_536, Then = stop.Cancel };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => client.DownloadAsync(uploaded.Reference, target, breaking, stop.Token));
        Assert.False(File.Exists(target));
        var first = new Progress();
        await client.DownloadAsync(uploaded.Reference, target, first);
        Assert.InRange(first.First.BytesDone, 65_536, 15 * 65_536);
        Assert.Equal(content, await File.ReadAllBytesAsync(target));

        var damaged = mail.NewPath();
        await File.WriteAllBytesAsync(damaged + ".part", Content(3 * 65_536));
        await client.DownloadAsync(uploaded.Reference, damaged);
        Assert.Equal(content, await File.ReadAllBytesAsync(damaged));
    }

    [Fact]
    public async Task Without_the_secret_there_is_nothing_whether_there_is_or_not()
    {
        using var client = mail.Documents();
        var uploaded = await client.UploadAsync(new MemoryStream(Content(10)), mail.NewPath(), LeaseHours);
        var guessed = uploaded.Reference.Clone();
        guessed.Secret = ByteString.CopyFrom(new byte[32]);
        var never = guessed.Clone();
        never.Address = ByteString.CopyFrom(new byte[32]);
        var there = await Assert.ThrowsAsync<RefusedException>(() => client.DownloadAsync(guessed, mail.NewPath()));
        var notThere = await Assert.ThrowsAsync<RefusedException>(() => client.DownloadAsync(never, mail.NewPath()));
        Assert.Equal(RefusalCode.DocumentNotFound, there.Code);
        Assert.Equal(there.Refusal, notThere.Refusal);
    }

    [Fact]
    public async Task The_uploader_renews_and_deletes_and_deleting_twice_is_no_harm()
    {
        using var client = mail.Documents();
        var ticket = mail.NewPath();
        var uploaded = await client.UploadAsync(new MemoryStream(Content(10)), ticket, LeaseHours);
        var renewed = await client.RenewAsync(ticket, 10 * LeaseHours);
        Assert.Equal(9L * LeaseHours * 60 * 60 * 1000, renewed.Body.LeasedUntil - uploaded.Body.LeasedUntil);
        Assert.Equal(
            RefusalCode.LeaseTooLong, (await Assert.ThrowsAsync<RefusedException>(() => client.RenewAsync(ticket, 1_000_000))).Code);

        await client.DeleteAsync(ticket);
        await client.DeleteAsync(ticket);
        Assert.Equal(
            RefusalCode.DocumentNotFound,
            (await Assert.ThrowsAsync<RefusedException>(() => client.DownloadAsync(uploaded.Reference, mail.NewPath()))).Code);
        Assert.Equal(
            RefusalCode.DocumentNotFound, (await Assert.ThrowsAsync<RefusedException>(() => client.RenewAsync(ticket, LeaseHours))).Code);
    }

    [Fact]
    public async Task The_reference_says_where_it_lies_and_a_node_that_is_gone_is_passed_over()
    {
        using var client = mail.Documents(ServedMail.Nowhere, mail.Node(2));
        var uploaded = await client.UploadAsync(new MemoryStream(Content(10)), mail.NewPath(), LeaseHours);
        Assert.Equal(mail.NodeId(2), new Digest(Assert.Single(uploaded.Reference.Nodes).Span));
        using var elsewhere = mail.Documents(mail.Node(1));
        await Assert.ThrowsAsync<NoServingNodeException>(() => elsewhere.DownloadAsync(uploaded.Reference, mail.NewPath()));
        await Assert.ThrowsAsync<ArgumentException>(() => elsewhere.DownloadAsync(new DocumentReference(), mail.NewPath()));
    }

    [Fact]
    public void Something_else_at_the_tickets_path_is_named()
    {
        var path = mail.NewPath();
        File.WriteAllText(path, "no ticket");
        Assert.Throws<InvalidDataException>(() => DocumentClient.ReadReference(path));
    }

    private static byte[] Content(int bytes)
    {
        var content = new byte[bytes];
        new Random(bytes).NextBytes(content);
        return content;
    }

    private sealed class Progress : IProgress<DocumentProgress>
    {
        private DocumentProgress? _first;

        internal long At { get; init; } = long.MaxValue;

        internal Action? Then { get; init; }

        internal DocumentProgress First => _first!.Value;

        internal DocumentProgress Last { get; private set; }

        public void Report(DocumentProgress value)
        {
            _first ??= value;
            Last = value;
            if (value.BytesDone >= At)
            {
                Then?.Invoke();
            }
        }
    }
}
