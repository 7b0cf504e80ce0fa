using Ledger.Crypto.Signatures;

namespace Ledger.Crypto.FastSm2;

/// <summary>An SM2 public key as this verifier holds it: its point, its ZA and, once it is used often, a table of its multiples.</summary>
internal sealed class FastSm2Key
{
    private readonly AffinePoint _point;
    private readonly byte[] _za;
    private volatile FixedBaseTable? _table;

    private FastSm2Key(in AffinePoint point, byte[] za)
    {
        _point = point;
        _za = za;
    }

    /// <summary>The point.</summary>
    public ref readonly AffinePoint Point => ref _point;

    /// <summary>SM3 of what identifies the signer.</summary>
    public ReadOnlySpan<byte> Za => _za;

    /// <summary>The table of the point's multiples, null where there is none. Set by <see cref="KeyTables"/> alone.</summary>
    public FixedBaseTable? Table
    {
        get => _table;
        set => _table = value;
    }

    /// <summary>Uses since the key was parsed or lost its table. Guarded by the lock of <see cref="KeyTables"/>.</summary>
    public int Uses { get; set; }

    /// <summary>When the table was used last, counted in uses of all keys. Guarded by the lock of <see cref="KeyTables"/>.</summary>
    public long LastUse { get; set; }

    /// <summary>The key's place among those that have a table. Guarded by the lock of <see cref="KeyTables"/>.</summary>
    public LinkedListNode<FastSm2Key>? Place { get; set; }

    /// <summary>Null where the key is not a point of the curve.</summary>
    public static FastSm2Key? TryParse(PublicKey key) =>
        key.Algorithm == SignatureAlgorithm.Sm2Sm3 && AffinePoint.TryDecode(key.Encoded, out var point)
            ? new FastSm2Key(in point, Sm2Digest.Za(key.Encoded))
            : null;
}
