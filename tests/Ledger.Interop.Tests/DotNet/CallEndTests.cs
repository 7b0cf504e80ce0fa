using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Ledger.Interop.Tests.Server;
using Ledger.Interop.V1;

namespace Ledger.Interop.Tests.DotNet;

/// <summary>Each way a call ends, and what travels beside its messages, through Grpc.Net.Client.</summary>
public sealed class CallEndTests(InteropServer server) : IClassFixture<InteropServer>, IDisposable
{
    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(
        $"http://127.0.0.1:{server.GrpcPort}", new GrpcChannelOptions { Credentials = ChannelCredentials.Insecure });

    private V1.Interop.InteropClient Client => new(_channel);

    [Fact]
    public async Task Error_carries_details_and_trailers()
    {
        var failure = await Assert.ThrowsAsync<RpcException>(async () => await Client.FailAsync(new FailRequest { Reason = "额度不足" }));
        Assert.Equal(StatusCode.FailedPrecondition, failure.StatusCode);
        Assert.Equal(InteropService.FailDetail, failure.Status.Detail);
        Assert.Equal("bond_not_issued", failure.Trailers.GetValue("ledger-code"));
        var status = Google.Rpc.Status.Parser.ParseFrom(failure.Trailers.GetValueBytes("grpc-status-details-bin"));
        Assert.Equal((int)StatusCode.FailedPrecondition, status.Code);
        Assert.Equal("额度不足", status.Details.Single().Unpack<Google.Protobuf.WellKnownTypes.StringValue>().Value);
    }

    [Fact]
    public async Task Deadline_ends_the_call_on_both_sides()
    {
        var failure = await Assert.ThrowsAsync<RpcException>(async () => await Client.SlowAsync(
            new SlowRequest { Milliseconds = 30_000, Key = "net-deadline" }, deadline: DateTime.UtcNow.AddSeconds(1)));
        Assert.Equal(StatusCode.DeadlineExceeded, failure.StatusCode);
        Assert.True((await Client.WasCancelledAsync(new WasCancelledRequest { Key = "net-deadline" })).Cancelled);
    }

    [Fact]
    public async Task Cancellation_ends_the_call_on_both_sides()
    {
        using var cancel = new CancellationTokenSource();
        using var call = Client.SlowAsync(
            new SlowRequest { Milliseconds = 30_000, Key = "net-cancel" }, new CallOptions().WithCancellationToken(cancel.Token));
        await call.ResponseHeadersAsync;

        // Grpc.Net.Client 2.85.0 answers Internal (ObjectDisposedException) when a call is cancelled between its headers'
        // arrival and the first read of its body.
        await Task.Delay(200);
        await cancel.CancelAsync();
        var failure = await Assert.ThrowsAsync<RpcException>(async () => await call);
        Assert.True(failure.StatusCode == StatusCode.Cancelled, failure.ToString());
        Assert.True((await Client.WasCancelledAsync(new WasCancelledRequest { Key = "net-cancel" })).Cancelled);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    public async Task Gzip_goes_both_ways(int length)
    {
        var payload = ByteString.CopyFrom(new byte[length]);
        using var call = Client.EchoAsync(
            new EchoRequest { Payload = payload }, new Metadata { { "grpc-internal-encoding-request", "gzip" } });
        Assert.Equal(payload, (await call).Payload);
        Assert.Equal("gzip", (await call.ResponseHeadersAsync).GetValue("seen-encoding"));
    }

    [Fact]
    public async Task Binary_metadata_comes_back_as_header_and_trailer()
    {
        var everyByte = Enumerable.Range(0, 256).Select(static i => (byte)i).ToArray();
        using var call = Client.EchoAsync(
            new EchoRequest(), new Metadata { { "echo-all-bin", everyByte }, { "Echo-Name", "ledger" } });
        await call;
        var headers = await call.ResponseHeadersAsync;
        Assert.Equal(everyByte, headers.GetValueBytes("echo-all-bin"));
        Assert.Equal("ledger", headers.GetValue("ECHO-NAME"));
        Assert.Equal(everyByte, call.GetTrailers().GetValueBytes("trailer-echo-all-bin"));
        Assert.Equal("ledger", call.GetTrailers().GetValue("trailer-echo-name"));
    }

    [Fact]
    public async Task Request_over_the_limit_is_refused()
    {
        var failure = await Assert.ThrowsAsync<RpcException>(async () => await Client.EchoAsync(
            new EchoRequest { Payload = ByteString.CopyFrom(new byte[InteropServer.MaxReceiveBytes + 1]) }));
        Assert.Equal(StatusCode.ResourceExhausted, failure.StatusCode);
    }

    [Fact]
    public async Task Response_over_the_limit_is_refused()
    {
        using var small = GrpcChannel.ForAddress(
            $"http://127.0.0.1:{server.GrpcPort}", new GrpcChannelOptions { MaxReceiveMessageSize = 1000 });
        var failure = await Assert.ThrowsAsync<RpcException>(async () => await new V1.Interop.InteropClient(small).EchoAsync(
            new EchoRequest { Payload = ByteString.CopyFrom(new byte[2000]) }));
        Assert.Equal(StatusCode.ResourceExhausted, failure.StatusCode);
    }

    [Fact]
    public async Task Nobody_there_is_unavailable()
    {
        using var nobody = GrpcChannel.ForAddress("http://127.0.0.1:1");
        var failure = await Assert.ThrowsAsync<RpcException>(
            async () => await new V1.Interop.InteropClient(nobody).EchoAsync(new EchoRequest()));
        Assert.Equal(StatusCode.Unavailable, failure.StatusCode);
        Assert.NotNull(failure.Status.DebugException);
    }

    public void Dispose() => _channel.Dispose();
}
