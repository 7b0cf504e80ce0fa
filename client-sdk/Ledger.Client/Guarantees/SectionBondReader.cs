using Ledger.Protocol.V1;
using Ledger.Schema.Guarantee;
using Ledger.Schema.Tender;

namespace Ledger.Client.Guarantees;

/// <summary>A section's bonds in one call: read with proofs, judged here by the chain's own pure rules.</summary>
/// <param name="client">Reads the chain.</param>
public sealed class SectionBondReader(LedgerClient client)
{
    private const int GuaranteesMax = 10_000;
    private const int BiddersMax = 2_000;

    /// <summary>
    /// Every bidder's bond: present, missing or defective with the rule, and those that are late in being released. The bidders are those
    /// that the section's centre listed, proven to be all that it listed; before the list only those whose guarantees are revealed.
    /// </summary>
    /// <param name="sectionCode">标段(包)编号.</param>
    /// <param name="cancellationToken">Ends the reads.</param>
    /// <exception cref="LedgerClientException">The node refused, is unreachable, or its answer does not verify.</exception>
    /// <returns>Null where the chain has no such section.</returns>
    public async Task<SectionBondReport?> ReadAsync(string sectionCode, CancellationToken cancellationToken = default)
    {
        var index = await client.ListAsync(GuaranteeTables.SectionPrefix(sectionCode), 0, GuaranteesMax, cancellationToken)
            .ConfigureAwait(false);
        var keys = index.Entries.Select(
            entry => GuaranteeTables.Guarantees.Key(GuaranteeRef.Parser.ParseFrom(entry.Value.Span).GuaranteeId.Span))
            .ToList();
        var rows = await client.ListAsync(TenderTables.BidderPrefix(sectionCode), index.Height, BiddersMax, cancellationToken)
            .ConfigureAwait(false);
        var listed = rows.Entries.Select(row => ListedBidder.Parser.ParseFrom(row.Value.Span)).ToList();
        List<string> bidders = [.. listed.Where(bidder => bidder.Uscc.Length > 0).Select(bidder => bidder.Uscc)];
        var evaluation = new ProvenEvaluation(client, index.Height) { ReadsMax = GuaranteesMax + 1_000 };
        return await evaluation.EvaluateAsync(
            state =>
            {
                var section = TenderTables.Sections.Read(state, TenderTables.Sections.Key(sectionCode));
                var guarantees = keys.Select(key => GuaranteeTables.Guarantees.Read(state, key)).OfType<Guarantee>().ToList();
                if (section is null)
                {
                    return null;
                }

                var bonds = SectionBonds.Of(section, bidders, guarantees, index.Time);
                var returns = guarantees.Select(guarantee => (guarantee, Due: BondReturn.Of(guarantee, section, state)))
                    .Where(one => one.Due is not null).Select(one => new DueReturn(one.guarantee, one.Due!, index.Time > one.Due!.Due))
                        .ToList();
                return new SectionBondReport(section, bonds, returns, index.Height, index.Time)
                {
                    AtOpening = SectionBonds.AtOpening(section, bidders, guarantees),
                    Unnamed = listed.Count - bidders.Count,
                };
            },
            cancellationToken).ConfigureAwait(false);
    }
}
