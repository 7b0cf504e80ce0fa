namespace Ledger.Storage;

/// <summary>What happens to a write in a simulation.</summary>
public enum StoreFault
{
    /// <summary>It succeeds.</summary>
    None,

    /// <summary>The node dies first: nothing of it is kept.</summary>
    CrashBeforeWrite,

    /// <summary>The node dies right after it, so the caller never learns that it succeeded. It is kept if it was durable.</summary>
    CrashAfterWrite,
}
