using Ledger.Protocol.V1;

namespace Ledger.Seeds;

/// <summary>One action, signed. What a reveal opens is kept, so that it can be signed anew.</summary>
internal sealed record PreparedAction(RecordAction Action, IReadOnlyList<OpenedGuarantee> Opened, PreparedTransaction Transaction);
