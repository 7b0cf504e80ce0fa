namespace Ledger.Supervision;

/// <summary>A party of a section.</summary>
/// <param name="Id">Its USCC; the section's code for the section itself.</param>
/// <param name="Kind">What it is in this section.</param>
/// <param name="Name">What it is called on the chain; empty where the chain does not know it.</param>
public sealed record GraphNode(string Id, GraphNodeKind Kind, string Name);

/// <summary>What a party is in a section. Who is several things stands there once, as the first of them.</summary>
public enum GraphNodeKind
{
    /// <summary>The section.</summary>
    Section = 1,

    /// <summary>招标人.</summary>
    Tenderer = 2,

    /// <summary>招标代理机构.</summary>
    Agent = 3,

    /// <summary>Who bid; of a consortium its lead.</summary>
    Bidder = 4,

    /// <summary>Another member of a bidding consortium.</summary>
    ConsortiumMember = 5,

    /// <summary>Who guaranteed a bid.</summary>
    Guarantor = 6,
}

/// <summary>What stands between two parties.</summary>
/// <param name="From">One.</param>
/// <param name="To">The other.</param>
/// <param name="Kind">How.</param>
/// <param name="Count">How often: sections in which they met; otherwise 1.</param>
public sealed record GraphEdge(string From, string To, GraphEdgeKind Kind, int Count = 1);

/// <summary>How two parties are connected.</summary>
public enum GraphEdgeKind
{
    /// <summary>The tenderer, its agent or a bidder takes part in the section.</summary>
    TakesPart = 1,

    /// <summary>The guarantor guaranteed the bidder's bid.</summary>
    Guarantees = 2,

    /// <summary>Members of one consortium.</summary>
    Consortium = 3,

    /// <summary>They bid in the same sections before or after: a clue only where it is many.</summary>
    MetElsewhere = 4,

    /// <summary>The registry's: the same principal, holding or management (实施条例 §34).</summary>
    Related = 5,
}
