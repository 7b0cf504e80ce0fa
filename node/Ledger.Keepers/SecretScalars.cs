using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Ledger.Crypto.Groups;

namespace Ledger.Keepers;

/// <summary>Secret scalars that their owner erases: they do not move in memory, so no collection leaves a copy.</summary>
public sealed class SecretScalars : IDisposable
{
    private readonly GroupScalar[] _scalars;
    private bool _isErased;

    /// <summary>As many zeros.</summary>
    public SecretScalars(int count) => _scalars = GC.AllocateArray<GroupScalar>(count, pinned: true);

    /// <summary>How many there are.</summary>
    public int Count => _scalars.Length;

    /// <summary>The scalars.</summary>
    /// <exception cref="ObjectDisposedException">They were erased.</exception>
    public Span<GroupScalar> Span
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isErased, this);
            return _scalars;
        }
    }

    /// <summary>Erases them.</summary>
    public void Dispose()
    {
        _isErased = true;
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(_scalars.AsSpan()));
    }
}
