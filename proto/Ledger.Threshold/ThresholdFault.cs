namespace Ledger.Threshold;

/// <summary>Why a keeper's message, or what would be built on it, is not taken.</summary>
public enum ThresholdFault
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>The message is not as long as this batch makes it, to the byte.</summary>
    Length,

    /// <summary>A point is not a compressed, canonical point of the suite's curve.</summary>
    Point,

    /// <summary>A scalar is not below the group's order.</summary>
    Scalar,

    /// <summary>The proof of knowledge, or that two logarithms are equal, is wrong.</summary>
    Proof,

    /// <summary>The sender has no number in this batch, or is no receiver of it.</summary>
    Keeper,

    /// <summary>Two keepers have the same receive key, or one keeper two dealings.</summary>
    Duplicate,

    /// <summary>Fewer than the threshold take part.</summary>
    TooFew,

    /// <summary>The ciphertext is not the one of the dealing.</summary>
    Ciphertext,

    /// <summary>A constant is not the dealer's own old share, or the keys are not the old ones.</summary>
    OldShare,

    /// <summary>A share does not fit the commitments.</summary>
    Share,

    /// <summary>The combined key is not the private key of the public one.</summary>
    Combination,
}
