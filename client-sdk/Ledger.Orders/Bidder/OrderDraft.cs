using Ledger.Protocol.V1;

namespace Ledger.Orders;

/// <summary>What an application would say, before it is made.</summary>
/// <param name="Application">It, with amount and end filled in.</param>
/// <param name="Section">The section that it is for.</param>
/// <param name="Guarantor">The guarantor's card.</param>
/// <param name="IsStanding">Whether the same application was made already: then making it again changes nothing.</param>
public sealed record OrderDraft(OrderApplication Application, Section Section, GuarantorCard Guarantor, bool IsStanding);
