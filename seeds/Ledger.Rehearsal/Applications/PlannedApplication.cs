using Ledger.Seeds;

namespace Ledger.Rehearsal;

/// <summary>An application.</summary>
/// <param name="Bidder">Who applies.</param>
/// <param name="Course">How it goes.</param>
/// <param name="IsBlind">Whether the guarantor must not know the section (密文).</param>
internal sealed record PlannedApplication(MarketSubject Bidder, ApplicationCourse Course, bool IsBlind);
