using Google.Protobuf;
using Ledger.Exchange.Documents;
using Ledger.Exchange.Elements;
using static Ledger.Exchange.Elements.GuaranteeElements;

namespace Ledger.Exchange;

/// <summary>One guarantee of a decryption notice.</summary>
public sealed record DecryptedGuarantee
{
    internal static readonly ElementMap<DecryptedGuarantee> Map = new ElementMap<DecryptedGuarantee>()
        .Field(ClaimElements.GuaranteeId.Required, one => one.GuaranteeId)
        .Field(Number.Required, one => one.GuaranteeNo)
        .Field(GuarantorCode.Required, one => one.GuarantorUscc)
        .Field(GuaranteeElements.CentreOrderNo.Optional, one => one.CentreOrderNo)
        .Field(ApplicantCode.Optional, one => one.ApplicantUscc)
        .Field(GuaranteeElements.ApplicantName.Optional, one => one.ApplicantName)
        .Field(TenderElements.OpeningTime.Required, one => one.OpeningTime)
        .Field(TenderElements.TenderProjectCode.Required, one => one.TenderProjectCode)
        .Field(TenderElements.TenderProjectName.Optional, one => one.TenderProjectName)
        .Field(TenderElements.SectionCode.Required, one => one.SectionCode)
        .Field(TenderElements.SectionName.Required, one => one.SectionName)
        .Field(TenderElements.TendererCode.Required, one => one.TendererUscc)
        .Field(TenderElements.RegionCode.Required, one => one.Region);

    /// <summary>The record on the chain, 16 bytes.</summary>
    public required ByteString GuaranteeId { get; init; }

    /// <summary>The guarantor's own number.</summary>
    public required string GuaranteeNo { get; init; }

    /// <summary>The guarantor.</summary>
    public required string GuarantorUscc { get; init; }

    /// <summary>The trading centre's own order number; empty where it was not read.</summary>
    public string CentreOrderNo { get; init; } = string.Empty;

    /// <summary>投标人; empty where it was not read.</summary>
    public string ApplicantUscc { get; init; } = string.Empty;

    /// <summary>The bidder's name; empty where it was not read.</summary>
    public string ApplicantName { get; init; } = string.Empty;

    /// <summary>开标时间, UTC milliseconds.</summary>
    public required long OpeningTime { get; init; }

    /// <summary>招标项目编号.</summary>
    public required string TenderProjectCode { get; init; }

    /// <summary>招标项目名称; empty where it was not read.</summary>
    public string TenderProjectName { get; init; } = string.Empty;

    /// <summary>标段(包)编号.</summary>
    public required string SectionCode { get; init; }

    /// <summary>标段(包)名称.</summary>
    public required string SectionName { get; init; }

    /// <summary>招标人: the beneficiary.</summary>
    public required string TendererUscc { get; init; }

    /// <summary>GB/T 2260, six digits.</summary>
    public required string Region { get; init; }
}
