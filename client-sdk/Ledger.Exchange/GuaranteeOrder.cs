namespace Ledger.Exchange;

/// <summary>What a guarantee was ordered for, as far as it was read beside the guarantee.</summary>
public sealed record GuaranteeOrder
{
    /// <summary>招标项目名称.</summary>
    public string TenderProjectName { get; init; } = string.Empty;

    /// <summary>标段(包)名称.</summary>
    public string SectionName { get; init; } = string.Empty;

    /// <summary>开标时间 of the latest notice, UTC milliseconds; 0 where it was not read.</summary>
    public long OpeningTime { get; init; }

    /// <summary>投标有效期 in days; 0 where it was not read.</summary>
    public uint BidValidityDays { get; init; }

    /// <summary>The bond that the section asks for, in fen; null where it was not read.</summary>
    public long? BondFen { get; init; }
}
