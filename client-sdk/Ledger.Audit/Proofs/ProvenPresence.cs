namespace Ledger.Audit.Proofs;

/// <summary>What a <see cref="ProvenState"/> says of a key.</summary>
public enum ProvenPresence
{
    /// <summary>The proof does not reach the key: it may be there or not.</summary>
    NotProven = 0,

    /// <summary>The key is in the state with the value given.</summary>
    Present = 1,

    /// <summary>The key is not in the state.</summary>
    Absent = 2,
}
