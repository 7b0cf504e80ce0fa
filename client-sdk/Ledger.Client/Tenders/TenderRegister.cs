using Ledger.Schema.Guarantee;
using Ledger.Schema.Tender;

namespace Ledger.Client.Tenders;

/// <summary>Tender projects with their sections, as of one final height.</summary>
/// <param name="Projects">Each with its sections, ascending by code; proven that none is left out.</param>
/// <param name="Returns">Bonds that are to be given back in these sections, the longest due first.</param>
/// <param name="Duties">What a section's course owes next and by when, by the section's code; none where nothing with a date is.</param>
/// <param name="Height">The height.</param>
/// <param name="Time">That block's time, UTC milliseconds.</param>
public sealed record TenderRegister(
    IReadOnlyList<ProjectSections> Projects, IReadOnlyList<OutstandingReturn> Returns,
    IReadOnlyDictionary<string, SectionDuty> Duties, ulong Height, long Time);
