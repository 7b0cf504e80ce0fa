using Ledger.Protocol.V1;

namespace Ledger.Client;

/// <summary>A page of events, and how far it goes.</summary>
/// <param name="Events">The events, in order; none where no event of the type stands in what was looked at.</param>
/// <param name="After">After what to ask for the next page.</param>
/// <param name="Last">The newest event's cursor at the node.</param>
/// <param name="Height">The newest final block whose events the node has.</param>
/// <param name="IsCaughtUp">Whether there is no more at present.</param>
public sealed record EventPage(IReadOnlyList<EventRecord> Events, ulong After, ulong Last, ulong Height, bool IsCaughtUp);
