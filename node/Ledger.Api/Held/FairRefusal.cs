namespace Ledger.Api.Held;

/// <summary>Why a gate lets nothing through.</summary>
public enum FairRefusal
{
    /// <summary>It does.</summary>
    None,

    /// <summary>The caller holds as many as one may.</summary>
    CallerHasItsPart,

    /// <summary>All are taken, and nobody holds more than the caller would.</summary>
    AllTaken,
}
