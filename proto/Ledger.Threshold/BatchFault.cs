namespace Ledger.Threshold;

/// <summary>Why a batch may not be made.</summary>
public enum BatchFault
{
    /// <summary>It may.</summary>
    None,

    /// <summary>The number of keepers is not from 1 to <see cref="BatchContext.KeepersMax"/>.</summary>
    Keepers,

    /// <summary>A keeper is named twice.</summary>
    KeeperTwice,

    /// <summary>The threshold is not from f + 1 to n − f, with f = ⌊(n − 1)/3⌋.</summary>
    Threshold,

    /// <summary>There is no key to be made, or a dealing would be longer than <see cref="BatchContext.DealingBytesMax"/>.</summary>
    Keys,

    /// <summary>The suite is unknown.</summary>
    Suite,
}
