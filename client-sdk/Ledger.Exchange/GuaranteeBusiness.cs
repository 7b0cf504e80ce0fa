namespace Ledger.Exchange;

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
