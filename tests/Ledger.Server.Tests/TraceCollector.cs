using System.Collections.Concurrent;
using System.Net;
using Google.Protobuf;
using Ledger.Node;
using Ledger.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ledger.Server.Tests;

/// <summary>
/// A collector of OpenTelemetry, as far as a test asks: takes OTLP over HTTP and reads the spans' traces and names out of its protobuf
/// (opentelemetry-proto, trace.proto: resource_spans 1, scope_spans 2, spans 2, trace_id 1, name 5).
/// </summary>
internal sealed class TraceCollector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Trace, string Name)> _spans;

    private TraceCollector(WebApplication app, ConcurrentQueue<(string Trace, string Name)> spans)
    {
        (_app, _spans) = (app, spans);
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    internal Uri Address { get; }

    internal static async Task<TraceCollector> StartAsync()
    {
        var spans = new ConcurrentQueue<(string Trace, string Name)>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.MapPost("/v1/traces", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            foreach (var span in Inner(Inner(Inner([ByteString.CopyFrom(body.ToArray())], 1), 2), 2))
            {
                spans.Enqueue((Convert.ToHexStringLower(Field(span, 1).Single().Span), Field(span, 5).Single().ToStringUtf8()));
            }

            return Results.Bytes([], "application/x-protobuf");
        });
        await app.StartAsync();
        return new TraceCollector(app, spans);
    }

    /// <summary>The names of a transaction's spans, as they came.</summary>
    internal IReadOnlyList<string> SpansOf(Digest transaction)
    {
        var trace = TransactionTraces.TraceOf(transaction).ToHexString();
        return [.. _spans.Where(span => span.Trace == trace).Select(static span => span.Name)];
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static List<ByteString> Inner(IReadOnlyList<ByteString> messages, int field) =>
        [.. messages.SelectMany(one => Field(one, field))];

    private static List<ByteString> Field(ByteString message, int field)
    {
        var found = new List<ByteString>();
        var input = message.CreateCodedInput();
        for (var tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            if (WireFormat.GetTagFieldNumber(tag) == field && WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited)
            {
                found.Add(input.ReadBytes());
            }
            else
            {
                input.SkipLastField();
            }
        }

        return found;
    }
}
