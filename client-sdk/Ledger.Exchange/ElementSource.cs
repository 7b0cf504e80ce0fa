namespace Ledger.Exchange;

/// <summary>Where an element's name was read. No conformance with any of these is claimed.</summary>
public enum ElementSource
{
    /// <summary>Ours, in the same style.</summary>
    Ours,

    /// <summary>A provincial trading platform's public schemas (Fujian, 2021): S:F1.</summary>
    ProvincialPlatform,

    /// <summary>A platform's binding of the notice table of the national exchange format: S:N1.</summary>
    NoticeTable,

    /// <summary>A bank's handbook for bid-bond guarantees, its name in capitals: S:B1.</summary>
    BankHandbook,

    /// <summary>Code and manuals of live guarantee interfaces of 2025, their names in capitals: S:N3.</summary>
    LiveInterface,
}
