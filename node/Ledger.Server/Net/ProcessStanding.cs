namespace Ledger.Server.Net;

/// <summary>What has become of a program that <c>ledger net</c> runs.</summary>
internal enum ProcessStanding
{
    /// <summary>It was never started, or was stopped in order.</summary>
    Stopped,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>It is there and held (SIGSTOP): it holds its ports and answers nobody.</summary>
    Paused,

    /// <summary>It was started, was not stopped by <c>net down</c>, and is gone.</summary>
    Lost,
}
