using Ledger.Node;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Ledger.Host;

/// <summary>
/// Sends the traces of this process's nodes (<see cref="TransactionTraces"/>) to a collector of OpenTelemetry, in batches beside the node's
/// work. One that is away costs nothing but what it would have got: the queue is bounded, and nothing waits for it.
/// </summary>
public sealed class TraceExport : IDisposable
{
    private const int QueueMax = 2_048;
    private const int PeriodMs = 1_000;
    private const int StopMs = 2_000;
    private readonly TracerProvider _provider;

    private TraceExport(TracerProvider provider) => _provider = provider;

    /// <summary>Begins to send.</summary>
    /// <param name="collector">The collector's address for OTLP over HTTP; <c>v1/traces</c> is added.</param>
    public static TraceExport Start(Uri collector)
    {
        ArgumentNullException.ThrowIfNull(collector);
        return new TraceExport(Sdk.CreateTracerProviderBuilder()
            .AddSource(TransactionTraces.SourceName)
            .ConfigureResource(static resource => resource.AddService("ledger", serviceInstanceId: Environment.MachineName))
            .AddOtlpExporter(exporter =>
            {
                exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
                exporter.Endpoint = new Uri(collector, "v1/traces");
                exporter.BatchExportProcessorOptions.MaxQueueSize = QueueMax;
                exporter.BatchExportProcessorOptions.ScheduledDelayMilliseconds = PeriodMs;
            })
            .Build());
    }

    /// <summary>Sends what waits, for a moment, and ends.</summary>
    public void Dispose()
    {
        _provider.ForceFlush(StopMs);
        _provider.Dispose();
    }
}
