using Ledger.Schema.Guarantee;

namespace Ledger.Schema.Judgements;

/// <summary>
/// Which bids of one section are of related parties, all of which are void (实施条例 §34). No rule of the chain: who leads a company is a
/// person's data, and who holds or manages it the registry's, so the chain has neither. Whoever brings the relations is told; the
/// evaluation committee decides.
/// </summary>
public static class RelatedBids
{
    /// <summary>
    /// Every pair of bids between whose parties a relation stands. The same principal makes all its companies related, also by way of one
    /// that does not bid; holding and management count between the two that they are named of.
    /// </summary>
    /// <param name="bonds">One for each bid; the members of a consortium are parties of it.</param>
    /// <param name="relations">What is known of them.</param>
    public static IReadOnlyList<RelatedBid> Among(IReadOnlyList<BidderBond> bonds, IReadOnlyList<PartyRelation> relations)
    {
        ArgumentNullException.ThrowIfNull(bonds);
        ArgumentNullException.ThrowIfNull(relations);
        var principals = Principals(relations);
        var found = new List<RelatedBid>();
        for (var i = 0; i < bonds.Count; i++)
        {
            foreach (var other in bonds.Skip(i + 1))
            {
                var related = PartiesOf(bonds[i])
                    .SelectMany(one => PartiesOf(other).Select(two => Between(one, two, relations, principals)))
                    .OfType<PartyRelation>().FirstOrDefault();
                if (related is not null)
                {
                    found.Add(new RelatedBid(bonds[i].BidderUscc, other.BidderUscc, related));
                }
            }
        }

        return found;
    }

    private static PartyRelation? Between(
        string one, string other, IReadOnlyList<PartyRelation> relations, Dictionary<string, string> principals)
    {
        if (one == other)
        {
            return null; // a party behind two bids is a defect of its own: 30号令 §45
        }

        return principals.TryGetValue(one, out var principal) && principals.GetValueOrDefault(other) == principal
            ? new PartyRelation(one, other, PartyRelationKind.SamePrincipal)
            : relations.FirstOrDefault(
                relation => (relation.Uscc == one && relation.OtherUscc == other) || (relation.Uscc == other && relation.OtherUscc == one));
    }

    // Each company by one that stands for all with its principal.
    private static Dictionary<string, string> Principals(IReadOnlyList<PartyRelation> relations)
    {
        var groups = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var relation in relations.Where(relation => relation.Kind == PartyRelationKind.SamePrincipal))
        {
            var (kept, joined) = (
                groups.GetValueOrDefault(relation.Uscc, relation.Uscc), groups.GetValueOrDefault(relation.OtherUscc, relation.OtherUscc));
            (groups[relation.Uscc], groups[relation.OtherUscc]) = (kept, kept);
            foreach (var member in groups.Where(member => member.Value == joined).Select(member => member.Key).ToList())
            {
                groups[member] = kept;
            }
        }

        return groups;
    }

    private static IEnumerable<string> PartiesOf(BidderBond bond) =>
        (bond.Guarantee?.Terms?.ConsortiumUsccs ?? Enumerable.Empty<string>()).Prepend(bond.BidderUscc);
}

/// <summary>What is known of two companies from the registry.</summary>
/// <param name="Uscc">One of them; of holding and management the one that holds or manages.</param>
/// <param name="OtherUscc">The other.</param>
/// <param name="Kind">How they are related.</param>
public sealed record PartyRelation(string Uscc, string OtherUscc, PartyRelationKind Kind);

/// <summary>Two bids whose parties are related.</summary>
/// <param name="BidderUscc">One bidder.</param>
/// <param name="OtherBidderUscc">The other.</param>
/// <param name="Relation">What relates them, or members of their consortiums.</param>
public sealed record RelatedBid(string BidderUscc, string OtherBidderUscc, PartyRelation Relation);

/// <summary>How companies are related so that they may not bid in one section (实施条例 §34).</summary>
public enum PartyRelationKind
{
    /// <summary>单位负责人为同一人.</summary>
    SamePrincipal = 1,

    /// <summary>控股关系.</summary>
    Holding = 2,

    /// <summary>管理关系.</summary>
    Management = 3,
}
