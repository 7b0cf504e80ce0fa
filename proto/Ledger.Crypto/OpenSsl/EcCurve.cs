namespace Ledger.Crypto.OpenSsl;

/// <summary>A named prime-order curve with cofactor 1, and its group in libcrypto (which lives as long as the process).</summary>
internal sealed class EcCurve
{
    /// <summary>SM2's curve, GB/T 32918.5.</summary>
    internal static readonly EcCurve Sm2 = new(
        "SM2", 1172, "1.2.156.10197.1.301", "FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123");

    /// <summary>P-256, FIPS 186-5.</summary>
    internal static readonly EcCurve P256 = new(
        "P-256", 415, "1.2.840.10045.3.1.7", "FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551");

    /// <summary>P-384, FIPS 186-5.</summary>
    internal static readonly EcCurve P384 = new(
        "P-384",
        715,
        "1.3.132.0.34",
        "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973");

    /// <summary>P-521, FIPS 186-5; only of authorities, no key of the ledger's is on it.</summary>
    internal static readonly EcCurve P521 = new(
        "P-521",
        716,
        "1.3.132.0.35",
        "01FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFA51868783BF2F966B7FCC0148F709A5D03BB5C9B8899C47AEBB6FB71E91386409");

    private readonly byte[] _order;
    private readonly Lazy<nint> _group;

    private EcCurve(string name, int nid, string oid, string order)
    {
        Name = name;
        Oid = oid;
        _order = Convert.FromHexString(order);
        _group = new Lazy<nint>(() =>
        {
            var group = LibCrypto.EC_GROUP_new_by_curve_name(nid);
            return group != 0 ? group : throw OpenSslException.Last("EC_GROUP_new_by_curve_name");
        });
    }

    internal string Name { get; }

    internal string Oid { get; }

    /// <summary>The order n of the group, big-endian, as wide as a coordinate.</summary>
    internal ReadOnlySpan<byte> Order => _order;

    /// <summary>Width of a coordinate and of a scalar, in bytes.</summary>
    internal int ScalarBytes => _order.Length;

    /// <summary>Size of the field, in bits; of every curve here the order has as many.</summary>
    internal int FieldBits => (_order.Length * 8) - byte.LeadingZeroCount(_order[0]);

    /// <summary>Width of <c>04‖x‖y</c>, in bytes.</summary>
    internal int PointBytes => 1 + (2 * _order.Length);

    internal nint Group => _group.Value;

    /// <summary>The curve of an elliptic-curve algorithm; null for RSA and unknown values.</summary>
    internal static EcCurve? Of(SignatureAlgorithm algorithm) => algorithm switch
    {
        SignatureAlgorithm.Sm2Sm3 => Sm2,
        SignatureAlgorithm.EcdsaP256Sha256 => P256,
        SignatureAlgorithm.EcdsaP384Sha384 => P384,
        _ => null,
    };

    /// <summary>Whether s ≤ (n−1)/2, for a public s below n.</summary>
    internal bool IsLow(ReadOnlySpan<byte> s)
    {
        Span<byte> other = stackalloc byte[ScalarBytes];
        Negate(s, other);
        return s.SequenceCompareTo(other) < 0;
    }

    /// <summary>Writes n−s, for a public s from 1 to n−1.</summary>
    internal void Negate(ReadOnlySpan<byte> s, Span<byte> negated)
    {
        var borrow = 0;
        for (var i = s.Length - 1; i >= 0; i--)
        {
            var difference = _order[i] - s[i] - borrow;
            borrow = difference < 0 ? 1 : 0;
            negated[i] = (byte)difference;
        }
    }

    /// <summary>
    /// Whether a private scalar is in range: [1, n−2] for SM2 (1+d must be invertible), [1, n−1] otherwise. The comparison takes
    /// the same time for every scalar of the right width.
    /// </summary>
    internal bool IsPrivateScalar(ReadOnlySpan<byte> scalar)
    {
        if (scalar.Length != ScalarBytes)
        {
            return false;
        }

        // Borrow of scalar − (n − 1 or n − 0): set exactly when the scalar is below the bound.
        var bound = ReferenceEquals(this, Sm2) ? 1 : 0;
        var borrow = 0;
        var any = 0;
        for (var i = scalar.Length - 1; i >= 0; i--)
        {
            // Orders are odd, so taking one from the last byte never borrows.
            var limit = i == scalar.Length - 1 ? _order[i] - bound : _order[i];
            borrow = ((scalar[i] - limit - borrow) >> 31) & 1;
            any |= scalar[i];
        }

        return any != 0 & borrow == 1;
    }
}
