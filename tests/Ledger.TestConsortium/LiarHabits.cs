namespace Ledger.TestConsortium;

/// <summary>What a Byzantine validator does.</summary>
[Flags]
public enum LiarHabits
{
    None = 0,

    /// <summary>Keeps most of its votes to itself.</summary>
    Silent = 1,

    /// <summary>Signs another hash for some of the others.</summary>
    Equivocate = 2,

    /// <summary>Sends votes and certificates that are malformed, far ahead, or of validators that do not exist.</summary>
    Garbage = 4,

    /// <summary>Sends votes in the others' names, and certificates, with signatures that do not verify.</summary>
    Forge = 8,

    /// <summary>Repeats what it has seen, long after.</summary>
    Replay = 16,

    /// <summary>Its clock is hours or years off.</summary>
    WrongClock = 32,

    /// <summary>Proposes batches of random bytes, copies, forgeries, and foreign time proofs.</summary>
    BadBatches = 64,

    /// <summary>Those above, of which a run draws some at once.</summary>
    All = 127,

    /// <summary>Signs one other hash for everybody, as who executes wrongly does.</summary>
    WrongRoots = 128,

    /// <summary>Sends one of the others as much as it can.</summary>
    Flood = 256,
}
