using Ledger.Protocol.V1;

namespace Ledger.Contracts;

/// <summary>
/// From which version of the chain's rules on a call is known. Before it, execution answers as it does to a call that no rules name: so
/// does a program that is older than the call, and while an old version holds both must make the same receipts (docs/adr/0045).
/// </summary>
public static class CallVersions
{
    private const uint First = 1;

    /// <summary>The version from which on the call is known.</summary>
    public static uint Of(Call call) => call switch
    {
        { Credential.CommitFields: not null } or { Evidence.CosignCheckpoint: not null } => 3,
        { Evidence.RecordFinding: not null } or { Evidence.HandleFinding: not null } => 3,
        { Membership.AnnounceCosigner: not null } => 4,
        _ => First,
    };
}
