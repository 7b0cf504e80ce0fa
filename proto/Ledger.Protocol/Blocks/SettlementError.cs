namespace Ledger.Protocol;

/// <summary>Why declarations settle nothing.</summary>
public enum SettlementError
{
    /// <summary>They settle the height.</summary>
    None = 0,

    /// <summary>There is none, or more than there are validators.</summary>
    Count,

    /// <summary>They are for different blocks or heights, or a field has not its length.</summary>
    OtherBlock,

    /// <summary>One is by someone who is not in the validator set.</summary>
    UnknownValidator,

    /// <summary>They are not in ascending order of validator ids, each once.</summary>
    OutOfOrder,

    /// <summary>A signature does not verify.</summary>
    BadSignature,

    /// <summary>Those who declared do not have more than 2/3 of the votes.</summary>
    NoQuorum,

    /// <summary>
    /// Another block may have a certificate, or get one: those who declared that they voted for it, those who do not know what they voted
    /// for, and those who declared nothing have more than 2/3 of the votes together.
    /// </summary>
    AnotherMayBeFinal,

    /// <summary>None brought the batch that makes the block.</summary>
    NoBatch,
}
