namespace Ledger.Ordering;

/// <summary>Whose batch stands at a sequence number after an append.</summary>
public enum AppendResult
{
    /// <summary>The one that was given.</summary>
    Won,

    /// <summary>
    /// Another one, which was there before, or nothing can be put there yet because an earlier number is free: read and try the next free
    /// one.
    /// </summary>
    Lost,

    /// <summary>None: the engine takes nothing of this kind, or no more of this proposer until what it has ordered is executed.</summary>
    Refused,
}
