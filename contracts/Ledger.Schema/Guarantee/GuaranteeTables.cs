using System.Text;
using Ledger.Protocol.V1;
using GuaranteeRecord = Ledger.Protocol.V1.Guarantee;

namespace Ledger.Schema.Guarantee;

/// <summary>The tables of the Guarantee contract.</summary>
public static class GuaranteeTables
{
    /// <summary>Length of a guarantee's id.</summary>
    public const int IdBytes = 16;

    /// <summary>Guarantees, by their 16 bytes.</summary>
    public static StateTable<GuaranteeRecord> Guarantees { get; } = new("guarantee", "guarantee");

    /// <summary>Revealed guarantees of a section, by <see cref="SectionKey"/>.</summary>
    public static StateTable<GuaranteeRef> BySection { get; } = new("guarantee", "by_section");

    /// <summary>The latest revealed guarantee of a section's bidder, by <see cref="BidderKey"/>.</summary>
    public static StateTable<GuaranteeRef> ByBidder { get; } = new("guarantee", "by_bidder");

    /// <summary>Guarantors' cards, by USCC. The table's prefix proof shows all of them and no fewer.</summary>
    public static StateTable<GuarantorCard> Cards { get; } = new("guarantee", "card");

    internal static IEnumerable<string> Names => [Guarantees.Name, BySection.Name, ByBidder.Name, Cards.Name];

    /// <summary>The full key of a section's entry: the section's code, <c>/</c>, the guarantee's 16 bytes.</summary>
    public static byte[] SectionKey(string sectionCode, ReadOnlySpan<byte> guaranteeId) =>
        BySection.Key([.. Encoding.UTF8.GetBytes(sectionCode), (byte)'/', .. guaranteeId]);

    /// <summary>The prefix of all entries of a section: with a prefix proof, all its revealed guarantees and no fewer.</summary>
    public static byte[] SectionPrefix(string sectionCode) => SectionKey(sectionCode, []);

    /// <summary>The full key of a bidder's entry: the section's code, <c>/</c>, the bidder's code.</summary>
    public static byte[] BidderKey(string sectionCode, string applicantUscc) => ByBidder.Key($"{sectionCode}/{applicantUscc}");
}
