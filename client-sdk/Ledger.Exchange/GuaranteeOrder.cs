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

    /// <summary>业务类型 of a live interface, beside what the chain holds; null where it was not read, as of all that follow.</summary>
    public GuaranteeBusiness? Business { get; init; }

    /// <summary>产品类型.</summary>
    public GuaranteeProduct? Product { get; init; }

    /// <summary>招标类型.</summary>
    public BidKind? BidKind { get; init; }

    /// <summary>The trading centre's own order number: neither the application's number nor the guarantee's.</summary>
    public string CentreOrderNo { get; init; } = string.Empty;

    /// <summary>The application's number.</summary>
    public string ApplicationNo { get; init; } = string.Empty;

    /// <summary>The code by which anybody verifies the guarantee at its issuer (验真码).</summary>
    public string VerificationCode { get; init; } = string.Empty;

    /// <summary>公告时间, UTC milliseconds; 0 where it was not read.</summary>
    public long NoticeTime { get; init; }

    /// <summary>Whether the guarantee follows a postponement (延期); null where it was not read.</summary>
    public bool? IsPostponed { get; init; }

    /// <summary>The number of the guarantee before a postponement (延期); empty where there was none.</summary>
    public string EarlierGuaranteeNo { get; init; } = string.Empty;
}

/// <summary>招标类型 (S:N3).</summary>
public enum BidKind
{
    /// <summary>服务.</summary>
    Services = 1,

    /// <summary>货物.</summary>
    Goods = 2,

    /// <summary>工程.</summary>
    Works = 3,
}

/// <summary>业务类型 (S:N3): which kind of guarantee an interface speaks of. Only bid bonds are guarantees of this chain.</summary>
public enum GuaranteeBusiness
{
    /// <summary>投标.</summary>
    Bid = 1,

    /// <summary>政府采购.</summary>
    Procurement = 2,

    /// <summary>履约.</summary>
    Performance = 3,
}

/// <summary>产品类型 (S:N3): in the first a surety company applies to the bank, in the second the bidder does.</summary>
public enum GuaranteeProduct
{
    /// <summary>分离式.</summary>
    Separated = 1,

    /// <summary>直开式.</summary>
    Direct = 2,
}
