using System.Buffers.Binary;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace Ledger.Benchmarks.Peers;

/// <summary>Three members of etcd, one put for each transaction: the price of order alone.</summary>
internal sealed class EtcdPeer : Peer
{
    private const int Members = 3;
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(static bytes => bytes, static bytes => bytes);
    private static readonly Method<byte[], byte[]> Put = new(MethodType.Unary, "etcdserverpb.KV", "Put", Bytes, Bytes);
    private readonly List<GrpcChannel> _channels = [];

    internal override string Name => "etcd, 3 members";

    internal override string Lacks => "who signed, what it means, proofs, safety from one lying member, privacy before the opening";

    internal override async Task StartAsync(
        string folder, IReadOnlyList<ReadOnlyMemory<byte>> transactions, CancellationToken cancellationToken)
    {
        var etcd = await PeerTools.OfDebianAsync("etcd-server", "usr/bin/etcd", cancellationToken);
        var ports = Enumerable.Range(0, Members).Select(_ => (Client: PeerTools.FreePort(), Peer: PeerTools.FreePort())).ToList();
        var cluster = string.Join(',', ports.Select((port, i) => $"m{i}=http://127.0.0.1:{port.Peer}"));
        var processes = ports.Select((port, i) => Start(
            folder, etcd, "--name", $"m{i}", "--data-dir", Path.Combine(folder, $"m{i}"), "--listen-client-urls",
            $"http://127.0.0.1:{port.Client}", "--advertise-client-urls", $"http://127.0.0.1:{port.Client}", "--listen-peer-urls",
            $"http://127.0.0.1:{port.Peer}", "--initial-advertise-peer-urls", $"http://127.0.0.1:{port.Peer}", "--initial-cluster", cluster,
            "--initial-cluster-state", "new", "--quota-backend-bytes", $"{8L << 30}", "--log-level", "error")).ToList();
        _channels.AddRange(ports.Select(port => GrpcChannel.ForAddress(
            $"http://127.0.0.1:{port.Client}", new GrpcChannelOptions { HttpHandler = new SocketsHttpHandler { UseProxy = false } })));
        for (var i = 0; i < Members; i++)
        {
            var member = i;
            await PeerTools.UntilAnswersAsync(
                processes[i], () => SubmitAsync(member, transactions[0], cancellationToken), cancellationToken);
        }
    }

    internal override async Task SubmitAsync(long number, ReadOnlyMemory<byte> transaction, CancellationToken cancellationToken)
    {
        var options = new CallOptions(deadline: DateTime.UtcNow.AddSeconds(30), cancellationToken: cancellationToken);
        var channel = _channels[(int)(number % Members)];
        await channel.CreateCallInvoker().AsyncUnaryCall(Put, null, options, Request(number, transaction.Span));
    }

    public override async ValueTask DisposeAsync()
    {
        _channels.ForEach(channel => channel.Dispose());
        await base.DisposeAsync();
    }

    // PutRequest { bytes key = 1; bytes value = 2; }
    private static byte[] Request(long number, ReadOnlySpan<byte> value)
    {
        var key = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(key, number);
        var request = new MemoryStream();
        using (var output = new CodedOutputStream(request, leaveOpen: true))
        {
            output.WriteTag(1, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(key));
            output.WriteTag(2, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(value));
        }

        return request.ToArray();
    }
}
