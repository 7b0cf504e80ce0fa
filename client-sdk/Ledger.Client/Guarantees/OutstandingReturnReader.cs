using Ledger.Protocol.V1;
using Ledger.Schema.Guarantee;
using Ledger.Schema.Tender;

namespace Ledger.Client.Guarantees;

/// <summary>
/// All bonds that are to be returned, over all sections: read with proofs page by page, judged here by the chain's own pure rules.
/// </summary>
/// <param name="client">Reads the chain.</param>
public sealed class OutstandingReturnReader(LedgerClient client)
{
    // A page's sections and guarantees, and the rules and calendars of their regions.
    private const int ReadsOfPageMax = 16_000;

    /// <summary>
    /// Every live guarantee whose return its section's course has made due, the longest due first; proven that none is left out.
    /// </summary>
    /// <param name="region">
    /// Six digits: only sections of this region; of a province (<c>440000</c>) those of all its regions. Null for all.
    /// </param>
    /// <param name="centreUscc">Only sections of this trading centre. Null for all.</param>
    /// <param name="cancellationToken">Ends the reads.</param>
    /// <exception cref="LedgerClientException">The node refused, is unreachable, or its answer does not verify.</exception>
    public async Task<OutstandingReturnReport> ReadAsync(
        string? region = null, string? centreUscc = null, CancellationToken cancellationToken = default)
    {
        var returns = new List<OutstandingReturn>();
        StateListing? last = null;
        await foreach (var page in client.ListPagesAsync(GuaranteeTables.BySection.Prefix.ToArray(), 0, cancellationToken)
            .ConfigureAwait(false))
        {
            last = page;
            if (page.Entries.Count > 0)
            {
                returns.AddRange(
                    await OfPageAsync(
                        page,
                        section => IsIn(section, region) && (centreUscc is null || section.CentreUscc == centreUscc),
                        cancellationToken)
                        .ConfigureAwait(false));
            }
        }

        return new OutstandingReturnReport([.. returns.OrderBy(one => one.Return.Due)], last!.Height, last.Time);
    }

    private Task<IReadOnlyList<OutstandingReturn>> OfPageAsync(
        StateListing page, Func<Section, bool> isAsked, CancellationToken cancellationToken)
    {
        var entries = page.Entries.Select(entry => (
            Section: TenderTables.Sections.Key(SectionCodeOf(entry.Key)),
            Guarantee: GuaranteeTables.Guarantees.Key(GuaranteeRef.Parser.ParseFrom(entry.Value.Span).GuaranteeId.Span))).ToList();
        var evaluation = new ProvenEvaluation(client, page.Height) { ReadsMax = ReadsOfPageMax };
        return evaluation.EvaluateAsync<IReadOnlyList<OutstandingReturn>>(
            state =>
            {
                var returns = new List<OutstandingReturn>();
                foreach (var entry in entries)
                {
                    // Before an award nothing is due, so the guarantees of such a section are not read.
                    if (TenderTables.Sections.Read(state, entry.Section) is { } section &&
                        (section.Awards.Count > 0 || section.Contract is not null) && isAsked(section)
                        && GuaranteeTables.Guarantees.Read(state, entry.Guarantee) is { } guarantee &&
                            OutstandingReturn.Of(guarantee, state, page.Time) is { } outstanding)
                    {
                        returns.Add(outstanding);
                    }
                }

                return returns;
            },
            cancellationToken);
    }

    private static string SectionCodeOf(ReadOnlyMemory<byte> key) =>
        System.Text.Encoding.ASCII.GetString(key.Span[GuaranteeTables.BySection.Prefix.Length..^(GuaranteeTables.IdBytes + 1)]);

    private static bool IsIn(Section section, string? region) => region is null || section.Region == region
        || (region.EndsWith("0000", StringComparison.Ordinal) && section.Region.StartsWith(region[..2], StringComparison.Ordinal));
}

/// <summary>What the chain proves of bonds to be returned, as of one final height.</summary>
/// <param name="Returns">Live guarantees whose return is due, the longest due first.</param>
/// <param name="Height">The height.</param>
/// <param name="Time">That block's time, UTC milliseconds.</param>
public sealed record OutstandingReturnReport(IReadOnlyList<OutstandingReturn> Returns, ulong Height, long Time)
{
    /// <summary>Those whose last instant has passed.</summary>
    public IEnumerable<OutstandingReturn> Late => Returns.Where(one => one.IsLate(Time));
}
