namespace Ledger.Storage;

/// <summary>Why a store failed. A node stops on any of them: it never goes on with a store it cannot trust.</summary>
public enum StorageError
{
    /// <summary>A read or write failed for a reason of the device.</summary>
    Device,

    /// <summary>The disk is full.</summary>
    DiskFull,

    /// <summary>The data on disk fails its checks.</summary>
    Corrupt,

    /// <summary>Another process has the data directory open.</summary>
    InUse,

    /// <summary>The data directory belongs to another genesis.</summary>
    OtherGenesis,

    /// <summary>The record of how far the validator's key has voted is missing, or older than the data directory.</summary>
    NoVoteLock,

    /// <summary>The data directory is of a format this program does not know.</summary>
    OtherFormat,
}
