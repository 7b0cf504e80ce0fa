using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Ledger.Protocol;

namespace Ledger.Client;

/// <summary>
/// A block that somebody trusted says is final. Whoever came by the keys of validators that have long been replaced can sign another
/// history from where they were; such a history lacks this block. A client that has one takes no state from before it for the newest
/// either.
/// </summary>
/// <param name="Height">Its height, 1 or more.</param>
/// <param name="BlockHash">Its header's hash, as <c>ledger status</c> shows it.</param>
public sealed record Checkpoint(ulong Height, Digest BlockHash)
{
    /// <summary>Reads <c>HEIGHT:HASH</c>, the hash in 64 hexadecimal digits.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Checkpoint? checkpoint)
    {
        var parts = text?.Split(':') ?? [];
        checkpoint = parts.Length == 2 && ulong.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var height) &&
            height > 0 && Digest.TryParse(parts[1], out var hash)
            ? new Checkpoint(height, hash)
            : null;
        return checkpoint is not null;
    }

    /// <summary>As <see cref="TryParse"/> reads it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Height}:{BlockHash}");
}
