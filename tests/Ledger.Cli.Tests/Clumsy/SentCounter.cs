using System.Diagnostics.Metrics;

namespace Ledger.Cli.Tests.Clumsy;

/// <summary>What came in at this process's nodes, as they count it for their operators: transactions, letters, uploads, sessions.</summary>
internal sealed class SentCounter : IDisposable
{
    private static readonly string[] Meters = ["Ledger.Admission", "Ledger.Mail", "Ledger.Sessions"];
    private readonly MeterListener _listener = new();
    private long _count;

    internal SentCounter()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (Meters.Contains(instrument.Meter.Name))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, measurement, _, _) => Interlocked.Add(ref _count, measurement));
        _listener.Start();
    }

    internal long Count => Interlocked.Read(ref _count);

    public void Dispose() => _listener.Dispose();
}
