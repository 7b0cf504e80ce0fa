using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Seeds;

/// <summary>A day's actions, signed.</summary>
internal sealed record PreparedDay(DayPlan Plan, IReadOnlyList<PreparedAction> Actions);

/// <summary>One action, signed. What a reveal opens is kept, so that it can be signed anew.</summary>
internal sealed record PreparedAction(RecordAction Action, IReadOnlyList<OpenedGuarantee> Opened, PreparedTransaction Transaction);

/// <summary>A signed transaction of the record.</summary>
/// <param name="Name">The name of its last call, which is what it is for: <c>Guarantee.Issue</c>.</param>
/// <param name="Id">Its id.</param>
/// <param name="Bytes">The encoded transaction.</param>
/// <param name="NotAfterMs">Block time after which it can never land, UTC milliseconds.</param>
public sealed record PreparedTransaction(string Name, Digest Id, ReadOnlyMemory<byte> Bytes, long NotAfterMs);
