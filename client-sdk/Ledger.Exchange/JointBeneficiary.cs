using Ledger.Exchange.Documents;
using static Ledger.Exchange.Elements.GuaranteeElements;

namespace Ledger.Exchange;

/// <summary>
/// A beneficiary beside the tenderer, as a tender of several has them. On the chain the tenderer alone claims and releases, for them all.
/// </summary>
public sealed record JointBeneficiary
{
    internal static readonly ElementMap<JointBeneficiary> Map = new ElementMap<JointBeneficiary>()
        .Field(BeneficiaryName.Optional, one => one.Name)
        .Field(BeneficiaryCode.Required, one => one.Uscc);

    /// <summary>Its name; empty where it was not read.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>统一社会信用代码.</summary>
    public string Uscc { get; init; } = string.Empty;
}
