using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Ledger.Interop.Tests.Server;
using Ledger.Interop.V1;

namespace Ledger.Interop.Tests.DotNet;

/// <summary>The four kinds of call through Grpc.Net.Client.</summary>
public sealed class CallKindTests(InteropServer server) : IClassFixture<InteropServer>, IDisposable
{
    private readonly GrpcChannel _channel = GrpcChannel.ForAddress($"http://127.0.0.1:{server.GrpcPort}");

    private V1.Interop.InteropClient Client => new(_channel);

    [Fact]
    public async Task Unary_answers_with_the_payload()
    {
        var response = await Client.EchoAsync(new EchoRequest { Payload = ByteString.CopyFromUtf8("链") });
        Assert.Equal("链", response.Payload.ToStringUtf8());
    }

    [Fact]
    public void Blocking_unary_answers_with_the_payload() =>
        Assert.Equal("x", Client.Echo(new EchoRequest { Payload = ByteString.CopyFromUtf8("x") }).Payload.ToStringUtf8());

    [Fact]
    public async Task Server_stream_comes_whole_and_in_order()
    {
        using var call = Client.Count(new CountRequest { Count = 1000 });
        var numbers = new List<int>();
        await foreach (var response in call.ResponseStream.ReadAllAsync())
        {
            numbers.Add(response.Number);
        }

        Assert.Equal(Enumerable.Range(0, 1000), numbers);
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task Server_stream_that_fails_gives_what_came_before()
    {
        using var call = Client.Count(new CountRequest { Count = 10, FailAfter = 3 });
        var seen = 0;
        var failure = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            await foreach (var _ in call.ResponseStream.ReadAllAsync())
            {
                seen++;
            }
        });
        Assert.Equal(3, seen);
        Assert.Equal(StatusCode.DataLoss, failure.StatusCode);
        Assert.Equal("stream broken on request", failure.Status.Detail);
    }

    [Fact]
    public async Task Client_stream_is_counted()
    {
        using var call = Client.Collect();
        for (var i = 0; i < 100; i++)
        {
            await call.RequestStream.WriteAsync(new EchoRequest { Payload = ByteString.CopyFrom(new byte[i]) });
        }

        await call.RequestStream.CompleteAsync();
        var response = await call;
        Assert.Equal(100, response.Count);
        Assert.Equal(4950, response.Bytes);
    }

    [Fact]
    public async Task Duplex_answers_each_request_before_the_next()
    {
        using var call = Client.Chat();
        for (var i = 0; i < 20; i++)
        {
            await call.RequestStream.WriteAsync(new EchoRequest { Payload = ByteString.CopyFrom((byte)i) });
            Assert.True(await call.ResponseStream.MoveNext());
            Assert.Equal(i, call.ResponseStream.Current.Number);
            Assert.Equal([(byte)i], call.ResponseStream.Current.Payload.ToByteArray());
        }

        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext());
    }

    public void Dispose() => _channel.Dispose();
}
