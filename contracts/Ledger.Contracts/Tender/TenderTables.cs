using System.Buffers.Binary;
using System.Text;
using Ledger.Protocol.V1;

namespace Ledger.Contracts.Tender;

/// <summary>The tables of the Tender contract.</summary>
public static class TenderTables
{
    /// <summary>Tender projects, by 招标项目编号.</summary>
    public static StateTable<Project> Projects { get; } = new("tender", "project");

    /// <summary>Sections, by 标段(包)编号.</summary>
    public static StateTable<Section> Sections { get; } = new("tender", "section");

    /// <summary>Notices, by <see cref="NoticeKey"/>.</summary>
    public static StateTable<Notice> Notices { get; } = new("tender", "notice");

    /// <summary>Bond caps, by region, <c>/</c>, trade class.</summary>
    public static StateTable<BondCapSchedule> BondCaps { get; } = new("tender", "bond_cap");

    internal static IEnumerable<string> Names => [Projects.Name, Sections.Name, Notices.Name, BondCaps.Name];

    /// <summary>The full key of a notice: the section's code, <c>/</c>, the number in four bytes, big-endian.</summary>
    public static byte[] NoticeKey(string sectionCode, uint number)
    {
        var key = new byte[Encoding.UTF8.GetByteCount(sectionCode) + 1 + sizeof(uint)];
        var length = Encoding.UTF8.GetBytes(sectionCode, key);
        key[length] = (byte)'/';
        BinaryPrimitives.WriteUInt32BigEndian(key.AsSpan(length + 1), number);
        return Notices.Key(key);
    }
}
