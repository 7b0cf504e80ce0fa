using Ledger.Schema.Guarantee;

namespace Ledger.Client.Tenders;

/// <summary>Tender projects with their sections, as of one final height.</summary>
/// <param name="Projects">Each with its sections, ascending by code; proven that none is left out.</param>
/// <param name="Returns">Bonds that are to be given back in these sections, the longest due first.</param>
/// <param name="Height">The height.</param>
/// <param name="Time">That block's time, UTC milliseconds.</param>
public sealed record TenderRegister(
    IReadOnlyList<ProjectSections> Projects, IReadOnlyList<OutstandingReturn> Returns, ulong Height, long Time);
