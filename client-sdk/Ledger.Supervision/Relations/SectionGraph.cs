using Ledger.Audit.Rules;
using Ledger.Protocol.V1;
using Ledger.Schema.Guarantee;
using Ledger.Schema.Judgements;

namespace Ledger.Supervision;

/// <summary>
/// Who takes part in a section and what connects them, once its bidders are on record. A connection is a clue, not a verdict.
/// </summary>
/// <param name="Section">The section's code.</param>
/// <param name="Nodes">The parties, each once: the section first, then as <see cref="GraphNodeKind"/> has them, by their ids.</param>
/// <param name="Edges">What connects them.</param>
public sealed record SectionGraph(string Section, IReadOnlyList<GraphNode> Nodes, IReadOnlyList<GraphEdge> Edges)
{
    /// <summary>The graph; null where there is no such section or its bidders are not on record yet.</summary>
    /// <param name="examination">The history, looked at.</param>
    /// <param name="code">The section.</param>
    /// <param name="relations">What the registry says of companies; none where it was not asked.</param>
    /// <param name="metMin">In how many other sections two must have met to be connected by it.</param>
    public static SectionGraph? Of(Examination examination, string code, IReadOnlyList<PartyRelation> relations, int metMin)
    {
        ArgumentNullException.ThrowIfNull(examination);
        ArgumentNullException.ThrowIfNull(relations);
        var history = examination.History;
        if (history.Section(code) is not { BiddersListedAt: > 0 } section)
        {
            return null;
        }

        var nodes = new Dictionary<string, GraphNodeKind>(StringComparer.Ordinal) { [code] = GraphNodeKind.Section };
        var edges = new List<GraphEdge>();
        Join(section.TendererUscc, GraphNodeKind.Tenderer);
        Join(section.AgentUscc, GraphNodeKind.Agent);
        foreach (var bidder in history.BiddersOf(code))
        {
            Join(bidder, GraphNodeKind.Bidder);
        }

        foreach (var terms in history.GuaranteesOf(code).Select(one => one.Terms).OfType<GuaranteeTerms>())
        {
            nodes.TryAdd(terms.ApplicantUscc, GraphNodeKind.Bidder);
            nodes.TryAdd(terms.GuarantorUscc, GraphNodeKind.Guarantor);
            Connect(terms.GuarantorUscc, terms.ApplicantUscc, GraphEdgeKind.Guarantees);
            foreach (var member in terms.ConsortiumUsccs)
            {
                nodes.TryAdd(member, GraphNodeKind.ConsortiumMember);
                Connect(terms.ApplicantUscc, member, GraphEdgeKind.Consortium);
            }
        }

        var bidders = nodes.Where(node => node.Value == GraphNodeKind.Bidder).Select(node => node.Key)
            .Order(StringComparer.Ordinal).ToList();
        edges.AddRange(Meetings(history, code, bidders).Where(edge => edge.Count >= metMin));
        edges.AddRange(Related(nodes.Keys, relations));
        return new SectionGraph(
            code,
            [.. nodes.Select(node => new GraphNode(node.Key, node.Value, NameOf(node.Key, node.Value))).OrderBy(node => node.Kind)
                .ThenBy(node => node.Id, StringComparer.Ordinal)],
            [.. edges.Distinct().OrderBy(edge => edge.Kind).ThenBy(edge => edge.From, StringComparer.Ordinal)
                .ThenBy(edge => edge.To, StringComparer.Ordinal)]);

        string NameOf(string id, GraphNodeKind kind) =>
            kind == GraphNodeKind.Section ? section.Announced.Name : history.NameOf(id);

        void Join(string uscc, GraphNodeKind kind)
        {
            if (uscc.Length > 0)
            {
                nodes.TryAdd(uscc, kind);
                Connect(uscc, code, GraphEdgeKind.TakesPart);
            }
        }

        void Connect(string from, string to, GraphEdgeKind kind) => edges.Add(new GraphEdge(from, to, kind));
    }

    private static IEnumerable<GraphEdge> Meetings(ExaminedHistory history, string code, List<string> bidders)
    {
        var met = new Dictionary<(string, string), int>();
        foreach (var other in history.Sections.Where(section => section != code))
        {
            var there = history.BiddersOf(other);
            var both = bidders.Where(there.Contains).ToList();
            for (var i = 0; i < both.Count; i++)
            {
                foreach (var second in both.Skip(i + 1))
                {
                    met[(both[i], second)] = met.GetValueOrDefault((both[i], second)) + 1;
                }
            }
        }

        return met.Select(pair => new GraphEdge(pair.Key.Item1, pair.Key.Item2, GraphEdgeKind.MetElsewhere, pair.Value));
    }

    // Companies of one principal are related also by way of one that is not here, as RelatedBids has it.
    private static IEnumerable<GraphEdge> Related(IEnumerable<string> parties, IReadOnlyList<PartyRelation> relations)
    {
        IReadOnlyList<BidderBond> bonds = [.. parties.Order(StringComparer.Ordinal).Select(party => new BidderBond(party, null, []))];
        return RelatedBids.Among(bonds, relations)
            .Select(pair => new GraphEdge(pair.BidderUscc, pair.OtherBidderUscc, GraphEdgeKind.Related));
    }
}
