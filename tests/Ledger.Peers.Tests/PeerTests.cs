using System.Diagnostics.Metrics;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Ledger.Crypto.Keys;
using Ledger.Execution;
using Ledger.Node;
using Ledger.Node.Snapshots;
using Ledger.Protocol.V1;
using Ledger.Storage;
using Ledger.TestConsortium;

namespace Ledger.Peers.Tests;

public sealed class PeerTests
{
    [Fact]
    public async Task What_one_says_the_other_hears_and_hears_again_after_it_was_away()
    {
        var (one, other) = (new PeerUnderTest(0), new PeerUnderTest(1));
        await one.StartAsync(one.OptionsOf(other.AsPeer));
        one.Network.Broadcast(Vote(1)); // the other is not there yet
        await other.StartAsync(other.OptionsOf(one.AsPeer));
        Assert.Equal(Vote(1), await other.HearAsync());
        other.Network.Send(TestChain.ValidatorId(0), Vote(2));
        Assert.Equal(Vote(2), await one.HearAsync());
        other.Network.Send(TestChain.ValidatorId(3), Vote(9)); // nobody here
        await other.Server.DisposeAsync();
        await one.UntilLoggedAsync("The stream to node-1");
        await other.ServeAsync(other.OptionsOf(one.AsPeer));
        one.Network.Broadcast(Vote(3));
        Assert.Equal(Vote(3), await other.HearAsync());
        await one.DisposeAsync();
        await other.DisposeAsync();
        Assert.Equal(0, one.HeardCount);
    }

    [Fact]
    public async Task The_key_alone_lets_in_whatever_the_dates_and_a_strangers_is_refused_on_both_sides()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var known = PeerUnderTest.NewCertificate(key);
        var other = new PeerUnderTest(1);
        var expired = new PeerUnderTest(0, PeerUnderTest.NewCertificate(key, endedDaysAgo: 30));
        var options = other.OptionsOf(new PeerUnderTest(0, known, expired.Port).AsPeer);
        await other.StartAsync(options);
        await expired.StartAsync(expired.OptionsOf(other.AsPeer));
        expired.Network.Broadcast(Vote(1));
        Assert.Equal(Vote(1), await other.HearAsync());

        var stranger = new PeerUnderTest(2);
        await stranger.StartAsync(stranger.OptionsOf(other.AsPeer));
        stranger.Network.Broadcast(Vote(2));
        await other.UntilLoggedAsync(TlsPin.Of(stranger.Certificate).Text);
        Assert.Null(await stranger.Network.ReadAsync(stranger.Node.Core.Chain.Head, default));

        // Who expects another key of the server says nothing to it.
        var deceived = new PeerUnderTest(0, PeerUnderTest.NewCertificate(key));
        await deceived.StartAsync(deceived.OptionsOf(other.AsPeer with { Pins = [TlsPin.Of(stranger.Certificate)] }));
        deceived.Network.Broadcast(Vote(3));
        await deceived.UntilLoggedAsync("The stream to node-1");
        Assert.Equal(0, other.HeardCount);
        foreach (var peer in new[] { expired, stranger, deceived, other })
        {
            await peer.DisposeAsync();
        }
    }

    [Fact]
    public async Task Without_a_certificate_or_with_old_TLS_the_handshake_fails_and_whoever_says_nothing_is_let_go()
    {
        var other = new PeerUnderTest(1);
        await other.StartAsync(other.OptionsOf() with { ConnectMs = 300 });
        async Task<Exception?> TryAsync(SslClientAuthenticationOptions options)
        {
            options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", other.Port);
            await using var tls = new SslStream(client.GetStream());
            return await Record.ExceptionAsync(async () =>
            {
                await tls.AuthenticateAsClientAsync(options);
                Assert.Equal(0, await tls.ReadAsync(new byte[1])); // TLS 1.3 tells the client afterwards
            });
        }

        Assert.True(await TryAsync(new() { TargetHost = "x", EnabledSslProtocols = SslProtocols.Tls13 }) is null or IOException);
        Assert.NotNull(await TryAsync(new() { TargetHost = "x", EnabledSslProtocols = SslProtocols.Tls12 }));
        using var silent = new TcpClient();
        await silent.ConnectAsync("127.0.0.1", other.Port);
        var read = silent.GetStream().ReadAsync(new byte[1]).AsTask();
        Assert.Equal(0, await read.WaitAsync(TimeSpan.FromSeconds(60)));
        await other.DisposeAsync();
    }

    [Fact]
    public async Task Nobody_asks_in_anothers_name()
    {
        var (one, other) = (new PeerUnderTest(0), new PeerUnderTest(1));
        await one.StartAsync(one.OptionsOf(other.AsPeer));
        await other.StartAsync(other.OptionsOf(one.AsPeer));
        one.Network.Broadcast(Wanted(2));
        one.Network.Broadcast(Wanted(0));
        Assert.Equal(Wanted(0), await other.HearAsync());
        await one.DisposeAsync();
        await other.DisposeAsync();
    }

    [Fact]
    public async Task A_message_over_the_limit_ends_its_stream_and_nothing_else()
    {
        var (one, other) = (new PeerUnderTest(0), new PeerUnderTest(1));
        var options = other.OptionsOf(one.AsPeer);
        await other.StartAsync(options);
        using var channel = ChannelTo(other, one.Certificate);
        var client = new PeerNode.PeerNodeClient(channel);
        using var call = client.Tell();
        await call.RequestStream.WriteAsync(Vote(1));
        Assert.Equal(Vote(1), await other.HearAsync());
        var vote = Vote(2);
        vote.Vote.BlockHash = ByteString.CopyFrom(new byte[options.MessageBytesMax + 1]);
        await Record.ExceptionAsync(() => call.RequestStream.WriteAsync(vote));
        var e = await Assert.ThrowsAsync<RpcException>(async () => await call.ResponseAsync);
        Assert.Equal(StatusCode.ResourceExhausted, e.StatusCode);
        using var again = client.Tell();
        await again.RequestStream.WriteAsync(Vote(3));
        Assert.Equal(Vote(3), await other.HearAsync());
        Assert.Equal(0, other.HeardCount);
        await one.StartAsync(one.OptionsOf(other.AsPeer));
        await one.DisposeAsync();
        await other.DisposeAsync();
    }

    [Fact]
    public async Task Of_two_streams_of_one_peer_the_later_counts()
    {
        var (one, other) = (new PeerUnderTest(0), new PeerUnderTest(1));
        await other.StartAsync(other.OptionsOf(one.AsPeer));
        using var channel = ChannelTo(other, one.Certificate);
        var client = new PeerNode.PeerNodeClient(channel);
        using var first = client.Tell();
        await first.RequestStream.WriteAsync(Vote(1));
        await other.HearAsync();
        using var second = client.Tell();
        await second.RequestStream.WriteAsync(Vote(2));
        await other.HearAsync();
        await first.ResponseAsync.WaitAsync(TimeSpan.FromSeconds(60));
        await second.RequestStream.WriteAsync(Vote(3));
        Assert.Equal(Vote(3), await other.HearAsync());
        await one.StartAsync(one.OptionsOf(other.AsPeer));
        await one.DisposeAsync();
        await other.DisposeAsync();
    }

    [Fact]
    public async Task Who_says_too_much_is_made_to_wait_and_loses_nothing()
    {
        const int said = 30;
        var slowed = 0;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, meter) =>
        {
            if (instrument.Name == "ledger.peers.slowed")
            {
                meter.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, count, _, _) => Interlocked.Add(ref slowed, (int)count));
        listener.Start();
        var (one, other) = (new PeerUnderTest(0), new PeerUnderTest(1));
        await one.StartAsync(one.OptionsOf(other.AsPeer));
        await other.StartAsync(other.OptionsOf(one.AsPeer) with { MessagesPerSecondMax = 20 });
        for (ulong i = 0; i < said; i++)
        {
            one.Network.Broadcast(Vote(i));
        }

        for (ulong i = 0; i < said; i++)
        {
            Assert.Equal(Vote(i), await other.HearAsync());
        }

        Assert.Equal(1, slowed);
        await one.DisposeAsync();
        await other.DisposeAsync();
    }

    [Fact]
    public async Task Final_blocks_come_from_a_peer_that_has_them_and_one_that_shows_others_is_named_and_left()
    {
        var (node, liar, honest, behind) = (new PeerUnderTest(0), new PeerUnderTest(1), new PeerUnderTest(2), new PeerUnderTest(3));
        for (var i = 0; i < 3; i++)
        {
            honest.Node.Finalise();
            liar.Node.Finalise([(byte)i]); // another chain from block 1 on
        }

        node.Node.Finalise();
        var asNode = node.AsPeer;
        await Task.WhenAll(new[] { liar, honest, behind }.Select(peer => peer.StartAsync(peer.OptionsOf(asNode))));
        await node.StartAsync(node.OptionsOf(behind.AsPeer, liar.AsPeer, honest.AsPeer));
        var run = await node.Network.ReadAsync(node.Node.Core.Chain.Head, default);
        Assert.True(run is { From: "node-2" }, string.Join('\n', node.Log));
        Assert.Equal([2UL, 3UL], run!.Blocks.Select(block => block.Height));
        Assert.True(node.Said("node-1 has shown what is not final: the header of block 2"));
        Assert.True(
            await node.Network.ReadAsync(node.Node.Core.Chain.Head, default) is { From: "node-2" }, string.Join('\n', node.Log));
        node.Network.OnLie(run, 3);
        Assert.True(node.Said("node-2 has shown what is not final: its batch does not make block 3"));
        Assert.Null(await node.Network.ReadAsync(node.Node.Core.Chain.Head, default));
        Assert.Single(node.Log, line => line.Contains("node-1 has shown", StringComparison.Ordinal));
        foreach (var peer in new[] { node, liar, honest, behind })
        {
            await peer.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_snapshot_comes_from_all_who_offer_one_and_whose_is_wrong_is_named_and_left()
    {
        const ulong every = 8;
        var archive = Grown();
        var peers = Enumerable.Range(0, 3).Select(i => new PeerUnderTest(i)
        {
            Node = archive,
            Snapshots = i == 2 ? null : new SnapshotServer(archive.Core, every, TimeProvider.System),
        }).ToArray();
        var late = new PeerUnderTest(3);
        await Task.WhenAll(peers.Select(peer => peer.StartAsync(peer.OptionsOf(late.AsPeer))));
        await late.StartAsync(late.OptionsOf([.. peers.Select(peer => peer.AsPeer)]));
        var store = new MemoryStore();
        Assert.Equal(SnapshotJoinOutcome.Joined, await JoinAsync(store));
        Assert.Equal(archive.HashOf(every), new NodeUnderTest(store).HashOf(every));
        Assert.DoesNotContain(late.Log, line => line.Contains("has shown", StringComparison.Ordinal));

        Assert.Equal("node-1", late.Network.Snapshots[1].Name);
        var offer = (await late.Network.Snapshots[1].OfferAsync(ulong.MaxValue, default))!;
        Assert.Equal(archive.Core.Chain.Blocks.GetBlock(every)!.Header, offer.Header);
        Assert.Equal(0UL, (await late.Network.Snapshots[2].OfferAsync(ulong.MaxValue, default))!.Height); // offers none
        late.Network.Snapshots[1].OnLie("its snapshot is another");
        Assert.True(late.Said("node-1 has shown what is not final: its snapshot is another"));
        Assert.Null(await late.Network.Snapshots[1].OfferAsync(ulong.MaxValue, default));
        Assert.Null(await late.Network.Snapshots[1].ReadAsync(new() { Height = every, LinksAbove = 0 }, default));
        foreach (var peer in peers.Append(late))
        {
            await peer.DisposeAsync();
        }

        Task<SnapshotJoinOutcome> JoinAsync(MemoryStore store) => new SnapshotJoin(
            "late", TestChain.Genesis, store, TestChain.Verifier, late.Network.Snapshots,
            new SnapshotJoinOptions { PatienceMs = 60_000, PauseMs = 5 }, TimeProvider.System, late).RunAsync(default);

        static NodeUnderTest Grown()
        {
            var node = new NodeUnderTest(options: new NodeOptions { Execution = new ExecutionOptions { SnapshotEvery = every } });
            for (ulong i = 0; i < every; i++)
            {
                node.ApplyBatch(TestChain.Batch(node.Core.Votes.ReadNewestCertificate(), TestChain.Sign(TestChain.Body())));
                node.Vote(node.Core.Chain.Head.Height, 1, 2);
            }

            return node;
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef0123456789")]
    public void A_pin_is_read_as_it_is_written(string wrong)
    {
        using var certificate = PeerUnderTest.NewCertificate();
        var pin = TlsPin.Of(certificate);
        Assert.True(TlsPin.TryParse(pin.Text, out var read));
        Assert.Equal(pin, read);
        Assert.False(TlsPin.TryParse(wrong, out _));
    }

    private static PeerMessage Vote(ulong height) => new()
    {
        Vote = TestChain.Vote(1, height, TestChain.ValidatorId(0), TestChain.StartMs),
    };

    private static PeerMessage Wanted(int validator) => new()
    {
        Wanted = new CertificateWanted { Node = ByteString.CopyFrom(TestChain.ValidatorId(validator).ToArray()) },
    };

    private static GrpcChannel ChannelTo(PeerUnderTest other, X509Certificate2 certificate)
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.ClientCertificates = [certificate];
        handler.SslOptions.LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate;
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        return GrpcChannel.ForAddress(
            $"https://127.0.0.1:{other.Port}", new GrpcChannelOptions { HttpHandler = handler, MaxSendMessageSize = null });
    }
}
