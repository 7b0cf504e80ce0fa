using System.Buffers.Binary;
using System.Text;
using Ledger.Protocol.V1;

namespace Ledger.Schema.Tender;

/// <summary>The tables of the Tender contract.</summary>
public static class TenderTables
{
    /// <summary>Tender projects, by 招标项目编号.</summary>
    public static StateTable<Project> Projects { get; } = new("tender", "project");

    /// <summary>What corrections and withdrawals of projects replaced, by <see cref="ProjectChangeKey"/>.</summary>
    public static StateTable<ProjectChange> ProjectChanges { get; } = new("tender", "project_change");

    /// <summary>Sections, by 标段(包)编号.</summary>
    public static StateTable<Section> Sections { get; } = new("tender", "section");

    /// <summary>Notices, by <see cref="NoticeKey"/>.</summary>
    public static StateTable<Notice> Notices { get; } = new("tender", "notice");

    /// <summary>Bond caps, by region, <c>/</c>, trade class.</summary>
    public static StateTable<BondCapSchedule> BondCaps { get; } = new("tender", "bond_cap");

    /// <summary>Periods, shares and prohibitions, by region, <c>/</c>, trade class, <c>/</c>, kind in two digits.</summary>
    public static StateTable<TenderRuleSchedule> Rules { get; } = new("tender", "rule");

    /// <summary>Holidays and make-up working days, by year in four digits.</summary>
    public static StateTable<WorkCalendar> WorkCalendars { get; } = new("tender", "work_calendar");

    /// <summary>Bids that were not decrypted at the opening, by <see cref="DecryptionFailureKey"/>.</summary>
    public static StateTable<DecryptionFailure> DecryptionFailures { get; } = new("tender", "decryption_failure");

    /// <summary>Those whose bids were opened, by <see cref="BidderKey"/> or <see cref="UnnamedBidderKey"/>.</summary>
    public static StateTable<ListedBidder> Bidders { get; } = new("tender", "bidder");

    internal static IEnumerable<string> Names =>
    [
        Projects.Name, ProjectChanges.Name, Sections.Name, Notices.Name, BondCaps.Name, Rules.Name, WorkCalendars.Name,
        DecryptionFailures.Name, Bidders.Name,
    ];

    /// <summary>The prefix of all bidders of a section: its list proof shows that these are all.</summary>
    public static byte[] BidderPrefix(string sectionCode) => Bidders.Key($"{sectionCode}/");

    /// <summary>The full key of a bidder: the section's code, <c>/</c>, the bidder's code.</summary>
    public static byte[] BidderKey(string sectionCode, string uscc) => Bidders.Key($"{sectionCode}/{uscc}");

    /// <summary>The full key of a bidder without a code: the section's code, <c>/</c>, the commitment in lower-case hex.</summary>
    public static byte[] UnnamedBidderKey(string sectionCode, ReadOnlySpan<byte> commitment) =>
        Bidders.Key($"{sectionCode}/{Convert.ToHexStringLower(commitment)}");

    /// <summary>The full key of a bidder's decryption failure: the section's code, <c>/</c>, the bidder's code.</summary>
    public static byte[] DecryptionFailureKey(string sectionCode, string bidderUscc) =>
        DecryptionFailures.Key($"{sectionCode}/{bidderUscc}");

    /// <summary>The prefix of all notices of a section.</summary>
    public static byte[] NoticePrefix(string sectionCode) => Notices.Key($"{sectionCode}/");

    /// <summary>The full key of a notice: the section's code, <c>/</c>, the number in four bytes, big-endian.</summary>
    public static byte[] NoticeKey(string sectionCode, uint number) => Notices.Key(Numbered(sectionCode, number));

    /// <summary>The prefix of all changes of a project.</summary>
    public static byte[] ProjectChangePrefix(string tenderProjectCode) => ProjectChanges.Key($"{tenderProjectCode}/");

    /// <summary>The full key of a project's change: the project's code, <c>/</c>, the number in four bytes, big-endian.</summary>
    public static byte[] ProjectChangeKey(string tenderProjectCode, uint number) =>
        ProjectChanges.Key(Numbered(tenderProjectCode, number));

    private static byte[] Numbered(string code, uint number)
    {
        var key = new byte[Encoding.UTF8.GetByteCount(code) + 1 + sizeof(uint)];
        var length = Encoding.UTF8.GetBytes(code, key);
        key[length] = (byte)'/';
        BinaryPrimitives.WriteUInt32BigEndian(key.AsSpan(length + 1), number);
        return key;
    }
}
