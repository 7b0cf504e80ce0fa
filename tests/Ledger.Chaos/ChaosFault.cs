namespace Ledger.Chaos;

/// <summary>What is done to a process.</summary>
internal enum ChaosFault
{
    /// <summary>It is ended at once, as a power cut ends it, and started again later.</summary>
    Kill,

    /// <summary>It is held (SIGSTOP): it keeps its ports and connections, and answers nobody; later it goes on.</summary>
    Hold,
}
