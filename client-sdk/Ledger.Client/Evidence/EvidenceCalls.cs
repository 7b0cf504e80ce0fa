using Ledger.Protocol.V1;

namespace Ledger.Client.Evidence;

/// <summary>The calls of the Evidence contract.</summary>
public static class EvidenceCalls
{
    /// <summary>Records finished scan sessions as a trading centre: 1 to 256. Recording one again is harmless.</summary>
    public static Call RecordSessions(IEnumerable<FinishedSession> sessions) =>
        new() { Evidence = new EvidenceCall { RecordSessions = new RecordSessions { Sessions = { sessions } } } };
}
