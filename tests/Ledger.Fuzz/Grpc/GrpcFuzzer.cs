using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Ledger.Host.Consortium;
using Ledger.Protocol.V1;

namespace Ledger.Fuzz.Grpc;

/// <summary>
/// Sends garbage to every method of a node over raw HTTP/2, below any gRPC library. Every request must be answered with a named gRPC status
/// or an HTTP error before its deadline, and the node must serve as before afterwards.
/// </summary>
public sealed class GrpcFuzzer(ConsortiumNode node, FuzzWorld world) : IDisposable
{
    private const string Unknown = "grpc 2";
    private const string Deadline = "300m";
    private const long EnhanceYourCalm = 0xb; // RFC 9113 §7
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly GrpcBody[] Bodies = Enum.GetValues<GrpcBody>();
    private readonly HttpClient _http = new(new SocketsHttpHandler { EnableMultipleHttp2Connections = true })
    {
        BaseAddress = node.Server.GrpcAddress,
        DefaultRequestVersion = HttpVersion.Version20,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        Timeout = Patience,
    };

    /// <summary>The methods as service/method, from the services' own descriptions: a new one is fuzzed without being named here.</summary>
    public static IReadOnlyList<string> Methods { get; } =
    [
        .. new[] { LedgerNode.Descriptor, Protocol.V1.Mailbox.Descriptor, Protocol.V1.DocumentStore.Descriptor }
            .SelectMany(service => service.Methods.Select(method => $"{service.FullName}/{method.Name}")),
    ];

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    /// <summary>Sends so many requests to one method, and counts how they ended.</summary>
    public async Task<FuzzResult> RunAsync(string method, int cases, int seed)
    {
        var random = new Random(seed);
        var mutator = new Mutator([.. Requests()], random);
        var outcomes = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < cases; i++)
        {
            // Half of all are well framed, so that the messages' own decoders are reached.
            var kind = random.Next(2) == 0 ? GrpcBody.Framed : Bodies[random.Next(Bodies.Length)];
            var message = mutator.Next();
            try
            {
                var outcome = await SendAsync(method, kind, message).ConfigureAwait(false);
                outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
            }
            catch (Exception e)
            {
                return new FuzzResult(
                    method,
                    i + 1,
                    outcomes,
                    $"{method}, seed {seed}, case {i}, {kind}, {message.Length} bytes: " +
                    $"{Convert.ToHexStringLower(message.AsSpan(0, Math.Min(message.Length, 2_000)))}{Environment.NewLine}{e}");
            }
        }

        return new FuzzResult(method, cases, outcomes, null);
    }

    /// <summary>Whether the node answers a well-formed request as it should.</summary>
    public async Task<bool> IsServingAsync() =>
        await SendAsync($"{LedgerNode.Descriptor.FullName}/{nameof(LedgerNode.LedgerNodeBase.GetStatus)}", GrpcBody.Framed, [])
            .ConfigureAwait(false) == "grpc 0";

    private async Task<string> SendAsync(string method, GrpcBody kind, byte[] message)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/{method}")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(GrpcBodies.Encode(kind, message)),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(
            kind == GrpcBody.OtherContentType ? "text/plain" : "application/grpc");
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        request.Headers.Add("grpc-timeout", Deadline);
        using var response = await TrySendAsync(request).ConfigureAwait(false);
        if (response is null)
        {
            return "http2 ENHANCE_YOUR_CALM";
        }

        if (response.StatusCode != HttpStatusCode.OK)
        {
            return $"http {(int)response.StatusCode}";
        }

        var status = StatusOf(response.TrailingHeaders)
            ?? StatusOf(response.Headers) ?? throw new InvalidOperationException("An answer without a gRPC status.");

        // UNKNOWN is what gRPC says of an exception that nobody turned into a refusal; its own library does so for what is no
        // frame at all: a length of over 2 GiB, a compression flag other than 0 and 1.
        return status == Unknown && kind is not (GrpcBody.LengthOfAll or GrpcBody.Bare)
            ? throw new InvalidOperationException($"UNKNOWN: {MessageOf(response.TrailingHeaders)}{MessageOf(response.Headers)}")
            : status;
    }

    // Requests that end before their body was read are streams that the server resets; where many are still being wound up it says, by this
    // code, that the client is to slow down. That is a named refusal, and the next connection is served.
    private async Task<HttpResponseMessage?> TrySendAsync(HttpRequestMessage request)
    {
        try
        {
            return await _http.SendAsync(request).ConfigureAwait(false);
        }
        catch (HttpRequestException e) when (e.InnerException is HttpProtocolException { ErrorCode: EnhanceYourCalm })
        {
            return null;
        }
    }

    private static string MessageOf(HttpResponseHeaders headers) =>
        headers.TryGetValues("grpc-message", out var values) ? Uri.UnescapeDataString(values.First()) : "";

    private static string? StatusOf(HttpResponseHeaders headers) =>
        headers.TryGetValues("grpc-status", out var values) ? $"grpc {int.Parse(values.First(), CultureInfo.InvariantCulture)}" : null;

    private IEnumerable<byte[]> Requests()
    {
        var key = world.Chain.State.Scan("guarantee/"u8.ToArray(), 1)[0].Key;
        IMessage[] requests =
        [
            new SubmitRequest { Transaction = ByteString.CopyFrom(world.SignedTransactions[0]) },
            new SubmitRequest
            {
                Transaction = ByteString.CopyFrom(world.SignedTransactions[1]),
                WaitFor = WaitFor.Final,
                SignedRefusal = true,
            },
            new GetTransactionRequest { TransactionId = ByteString.CopyFrom(new byte[32]), Prove = true },
            new GetBlockRequest { Height = 1 },
            new GetHistoryProofRequest { Height = 1 },
            new GetStateRequest { Key = ByteString.CopyFrom(key) },
            new ListStateRequest { Prefix = ByteString.CopyFromUtf8("membership/"), Limit = 10 },
            new SubscribeEventsRequest { Cursor = 1, TypePrefix = "guarantee.", HeartbeatMs = 1_000 },
            new StreamBlocksRequest { From = 1 },
            new DepositRequest { Address = ByteString.CopyFrom(new byte[32]), Letter = ByteString.CopyFrom(new byte[4096]) },
            new FetchRequest { Proof = Proof(), Max = 1 },
            new UploadDocumentRequest
            {
                Header = new UploadHeader { Proof = Proof(), Address = ByteString.CopyFrom(new byte[32]), Pieces = 1, LeaseHours = 1 },
            },
            new UploadPieceRequest
            {
                Header = new UploadHeader { Proof = Proof(), Address = ByteString.CopyFrom(new byte[32]), Pieces = 1, LeaseHours = 1 },
                Piece = ByteString.CopyFrom(new byte[4096]),
            },
            new DownloadDocumentRequest { Address = ByteString.CopyFrom(new byte[32]), ReadToken = ByteString.CopyFrom(new byte[32]) },
        ];
        return requests.Select(request => request.ToByteArray());
    }

    private OwnerProof Proof() => new()
    {
        Challenge = ByteString.CopyFrom(new byte[40]),
        PublicKey = ByteString.CopyFrom(world.Consortium.Zhuhai.KeyPair.PublicKey.Encoded),
        Signature = new Signature { Algorithm = 1, Value = ByteString.CopyFrom(new byte[70]) },
    };
}
