using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Ledger.Host.Consortium;
using Ledger.Protocol.V1;

namespace Ledger.Fuzz.Grpc;

/// <summary>
/// Takes what a node holds for its callers – waits, streams, uploads, downloads – and drops it at any moment: before the answer, in the
/// middle of a stream, with the connection. Afterwards the node holds nothing of it any more, and serves as before.
/// </summary>
public sealed class DropFuzzer(ConsortiumNode node, FuzzWorld world)
{
    private const int AtATime = 16;
    private const int HeldMsMax = 40;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Takes and drops so often, and counts how it ended.</summary>
    public async Task<FuzzResult> RunAsync(int cases, int seed)
    {
        var outcomes = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        using var shared = GrpcChannel.ForAddress(node.Server.GrpcAddress);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtATime };
        try
        {
            await Parallel.ForAsync(0, cases, parallel, async (index, _) =>
            {
                var outcome = await DropAsync(shared, new Random(HashCode.Combine(seed, index))).ConfigureAwait(false);
                outcomes.AddOrUpdate(outcome, 1, (_, count) => count + 1);
            }).ConfigureAwait(false);
            await UntilNothingIsHeldAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            return new FuzzResult("held and dropped", cases, Sorted(outcomes), $"held and dropped, seed {seed}: {e}");
        }

        return new FuzzResult("held and dropped", cases, Sorted(outcomes), null);
    }

    private async Task<string> DropAsync(GrpcChannel shared, Random random)
    {
        // Now and then the whole connection goes, as when a process dies.
        var own = random.Next(8) == 0 ? GrpcChannel.ForAddress(node.Server.GrpcAddress) : null;
        using var ended = new CancellationTokenSource(random.Next(4) == 0 ? 0 : random.Next(1, HeldMsMax));
        using var closing = own is null ? default : ended.Token.Register(own.Dispose);
        try
        {
            await HoldAsync((own ?? shared).CreateCallInvoker(), random, ended.Token).ConfigureAwait(false);
            return "ended";
        }
        catch (RpcException e) when (e.StatusCode != StatusCode.Unknown)
        {
            return $"{e.StatusCode}"; // UNKNOWN would be an exception that nobody turned into a refusal
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            return "dropped";
        }
    }

    private Task HoldAsync(CallInvoker invoker, Random random, CancellationToken ended)
    {
        var chain = new LedgerNode.LedgerNodeClient(invoker);
        var documents = new Protocol.V1.DocumentStore.DocumentStoreClient(invoker);
        return random.Next(6) switch
        {
            0 => chain.AwaitTransactionAsync(new GetTransactionRequest { TransactionId = Bytes(random, 32) },
                cancellationToken: ended).ResponseAsync,
            1 => chain.SubmitAsync(
                new SubmitRequest { Transaction = ByteString.CopyFrom(AnySubmission(random)), WaitFor = WaitFor.Final },
                cancellationToken: ended).ResponseAsync,
            2 => ReadAsync(chain.SubscribeEvents(new SubscribeEventsRequest { Cursor = 1 }, cancellationToken: ended), random, ended),
            3 => ReadAsync(chain.StreamBlocks(new StreamBlocksRequest { From = 1 }, cancellationToken: ended), random, ended),
            4 => ReadAsync(documents.Download(new DownloadDocumentRequest { Address = Bytes(random, 32), ReadToken = Bytes(random, 32) },
                cancellationToken: ended), random, ended),
            _ => UploadAsync(documents.Upload(cancellationToken: ended), random),
        };
    }

    private byte[] AnySubmission(Random random) => world.SignedTransactions[random.Next(world.SignedTransactions.Count)];

    private static async Task ReadAsync<T>(AsyncServerStreamingCall<T> call, Random random, CancellationToken ended)
    {
        using (call)
        {
            for (var left = random.Next(20); left > 0 && await call.ResponseStream.MoveNext(ended).ConfigureAwait(false); left--)
            {
                await Task.Yield();
            }
        }
    }

    private static async Task UploadAsync<TResponse>(AsyncClientStreamingCall<UploadDocumentRequest, TResponse> call, Random random)
    {
        using (call)
        {
            for (var parts = random.Next(4); parts > 0; parts--)
            {
                var header = new UploadHeader { Address = Bytes(random, 32), Pieces = 1, LeaseHours = 1 };
                await call.RequestStream.WriteAsync(new UploadDocumentRequest { Header = header }).ConfigureAwait(false);
            }

            if (random.Next(2) == 0)
            {
                await call.ResponseAsync.ConfigureAwait(false);
            }
        }
    }

    // What is behind the gates is told by the node's own gauge; connections are the clients' to close.
    private static async Task UntilNothingIsHeldAsync()
    {
        var held = 0;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, meter) =>
        {
            if (instrument.Name == "ledger.held")
            {
                meter.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<int>((_, count, tags, _) => held += tags[0].Value is "connections" ? 0 : count);
        listener.Start();
        using var patience = new CancellationTokenSource(Patience);
        do
        {
            await Task.Delay(20, patience.Token).ConfigureAwait(false);
            held = 0;
            listener.RecordObservableInstruments();
        }
        while (held > 0);
    }

    private static ByteString Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return UnsafeByteOperations.UnsafeWrap(bytes);
    }

    private static SortedDictionary<string, int> Sorted(ConcurrentDictionary<string, int> outcomes) =>
        new(outcomes, StringComparer.Ordinal);
}
