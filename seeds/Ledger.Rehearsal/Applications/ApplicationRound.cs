using Ledger.Seeds;

namespace Ledger.Rehearsal;

/// <summary>The applications for one section that one guarantor's desk gets on one day.</summary>
/// <param name="Day">The day of the record after whose transactions they are played.</param>
/// <param name="Section">The section: announced, and not opened for two days at least.</param>
/// <param name="Guarantor">Whose desk.</param>
/// <param name="Applications">One for each bidder.</param>
internal sealed record ApplicationRound(
    DateOnly Day, SectionPlan Section, GuarantorSeed Guarantor, IReadOnlyList<PlannedApplication> Applications);

/// <summary>An application.</summary>
/// <param name="Bidder">Who applies.</param>
/// <param name="Course">How it goes.</param>
/// <param name="IsBlind">Whether the guarantor must not know the section (密文).</param>
internal sealed record PlannedApplication(MarketSubject Bidder, ApplicationCourse Course, bool IsBlind);
