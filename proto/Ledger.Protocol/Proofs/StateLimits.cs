namespace Ledger.Protocol.Proofs;

/// <summary>The sizes that the state and its proofs never exceed; part of the protocol (docs/spec/state.md §1, §5).</summary>
public static class StateLimits
{
    /// <summary>Longest state key, in bytes. The shortest is one byte.</summary>
    public const int KeyBytesMax = 256;

    /// <summary>Longest state value, in bytes. A value may be empty.</summary>
    public const int ValueBytesMax = 64 * 1024;

    /// <summary>Whether the state can hold such a key, and such a value; null where a key is only removed.</summary>
    public static bool Fit(ReadOnlySpan<byte> key, byte[]? value) =>
        key.Length is >= 1 and <= KeyBytesMax && (value is null || value.Length <= ValueBytesMax);

    /// <summary>Most steps on a path from a leaf to the root: the bits of the longest key.</summary>
    public const int PathStepsMax = (9 * KeyBytesMax) + 1;

    /// <summary>Most entries that one prefix proof shows.</summary>
    public const int PageEntriesMax = 1000;
}
