namespace Ledger.Crypto.Keys;

/// <summary>What deriving a key from a PIN costs by Argon2id (RFC 9106): the owner once, a thief for every guess.</summary>
/// <param name="MemoryKib">Memory in KiB, which is what makes graphics cards slow at it.</param>
/// <param name="Passes">Passes over the memory.</param>
/// <param name="Lanes">Lanes that may be worked on at once.</param>
public sealed record KeyFileCost(int MemoryKib, int Passes, int Lanes)
{
    /// <summary>64 MiB, 3 passes: RFC 9106 §4's second choice, in one lane; some 0.15 s on one core.</summary>
    public static KeyFileCost Default { get; } = new(64 * 1024, 3, 1);

    /// <summary>Next to nothing: for keys that are known anyway, such as those of tests and of the seeds' consortium.</summary>
    public static KeyFileCost OfKnownKeys { get; } = new(MemoryKibMin, 1, 1);

    /// <summary>Least memory, in KiB.</summary>
    public const int MemoryKibMin = 64;

    /// <summary>Most memory that a file may demand of its reader, in KiB: 1 GiB.</summary>
    public const int MemoryKibMax = 1024 * 1024;

    /// <summary>Most passes that a file may demand.</summary>
    public const int PassesMax = 32;

    /// <summary>Most lanes that a file may demand.</summary>
    public const int LanesMax = 16;

    /// <summary>Most memory times passes, in KiB: 4 GiB, some seconds.</summary>
    public const long WorkKibMax = 4L * 1024 * 1024;

    /// <summary>Whether a file may demand it.</summary>
    public bool IsInRange =>
        MemoryKib is >= MemoryKibMin and <= MemoryKibMax && Passes is >= 1 and <= PassesMax && Lanes is >= 1 and <= LanesMax
        && MemoryKib >= 8 * Lanes && (long)MemoryKib * Passes <= WorkKibMax;
}
