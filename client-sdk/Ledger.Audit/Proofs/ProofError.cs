namespace Ledger.Audit.Proofs;

/// <summary>Why a proof of state does not hold. The names and numbers are stable.</summary>
public enum ProofError
{
    /// <summary>The proof holds.</summary>
    None = 0,

    /// <summary>There is no proof, or a part of it is missing.</summary>
    Missing = 1,

    /// <summary>The root is not 32 bytes.</summary>
    RootSize = 2,

    /// <summary>A key or prefix is shorter or longer than the protocol allows.</summary>
    KeySize = 3,

    /// <summary>A value is longer than the protocol allows.</summary>
    ValueSize = 4,

    /// <summary>A hash is not 32 bytes.</summary>
    HashSize = 5,

    /// <summary>There are more steps or entries than the protocol allows.</summary>
    TooLong = 6,

    /// <summary>Bit indexes do not strictly decrease towards the root, or lie past the end of the key.</summary>
    StepOrder = 7,

    /// <summary>The claim contradicts itself: a value and a witness, an entry with both value and hash, or steps without a leaf.</summary>
    Ambiguous = 8,

    /// <summary>The witness has the very key or prefix that is said to be absent.</summary>
    WitnessIsClaimed = 9,

    /// <summary>The witness does not stand where the key or prefix would stand.</summary>
    WitnessElsewhere = 10,

    /// <summary>Entries are not in strictly ascending order, or do not begin with the prefix.</summary>
    EntryOrder = 11,

    /// <summary>A step's direction contradicts the key it belongs to.</summary>
    StepDirection = 12,

    /// <summary>The hashes do not lead to the root.</summary>
    RootMismatch = 13,

    /// <summary>The index is not below the tree's size.</summary>
    IndexOutOfTree = 14,
}
