using System.Diagnostics.Metrics;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Sessions;

/// <summary>Counters of sessions opened and ended by act and state, of refusals by code, and of bytes relayed.</summary>
internal static class ScanSessionsMetrics
{
    private static readonly Meter Meter = new("Ledger.Sessions");
    private static readonly Counter<long> Openings = Meter.CreateCounter<long>(
        "ledger.sessions.opened", "{session}", "Scan sessions opened, by act");
    private static readonly Counter<long> Endings = Meter.CreateCounter<long>(
        "ledger.sessions.ended", "{session}", "Scan sessions ended, by act and state");
    private static readonly Counter<long> Refusals = Meter.CreateCounter<long>(
        "ledger.sessions.refused", "{request}", "Session requests refused, by code");
    private static readonly Counter<long> Relayed = Meter.CreateCounter<long>(
        "ledger.sessions.relayed", "By", "Bytes of frames taken for the other side");

    internal static void Opened(ScanAct act) => Openings.Add(1, new KeyValuePair<string, object?>("act", act.ToString()));

    internal static void Ended(ScanAct act, ScanState state) =>
        Endings.Add(
            1, new KeyValuePair<string, object?>("act", act.ToString()), new KeyValuePair<string, object?>("state", state.ToString()));

    internal static void Refused(RefusalCode code) => Refusals.Add(1, new KeyValuePair<string, object?>("code", code.ToString()));

    internal static void Frame(int bytes) => Relayed.Add(bytes);
}
