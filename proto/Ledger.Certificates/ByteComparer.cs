using System.Diagnostics.CodeAnalysis;

namespace Ledger.Certificates;

/// <summary>Equality of bytes by content. The hash only places entries in a table; nothing depends on its value.</summary>
internal sealed class ByteComparer : IEqualityComparer<ReadOnlyMemory<byte>>
{
    internal static readonly ByteComparer Instance = new();

    public bool Equals(ReadOnlyMemory<byte> x, ReadOnlyMemory<byte> y) => x.Span.SequenceEqual(y.Span);

    public int GetHashCode([DisallowNull] ReadOnlyMemory<byte> obj)
    {
        var hash = default(HashCode);
        hash.AddBytes(obj.Span);
#pragma warning disable RS0030 // For lookups within the process: nothing is ever enumerated by it.
        return hash.ToHashCode();
#pragma warning restore RS0030
    }
}
