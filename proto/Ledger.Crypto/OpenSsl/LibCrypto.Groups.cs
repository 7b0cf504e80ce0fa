using System.Runtime.InteropServices;

namespace Ledger.Crypto.OpenSsl;

/// <summary>The group arithmetic of libcrypto.</summary>
internal static unsafe partial class LibCrypto
{
    [LibraryImport(Library)]
    internal static partial nint EC_GROUP_new_by_curve_name(int nid);

    [LibraryImport(Library)]
    internal static partial PointHandle EC_POINT_new(nint group);

    [LibraryImport(Library)]
    internal static partial void EC_POINT_clear_free(nint point);

    [LibraryImport(Library)]
    internal static partial int EC_POINT_oct2point(
        nint group, PointHandle point, byte* encoded, nuint encodedBytes, NumberContextHandle context);

    [LibraryImport(Library)]
    internal static partial nuint EC_POINT_point2oct(
        nint group, PointHandle point, int form, byte* encoded, nuint encodedBytes, NumberContextHandle context);

    /// <summary>
    /// result = baseScalar·G + scalar·point; constant-time where just one of the two is given (the other a null pointer).
    /// </summary>
    [LibraryImport(Library)]
    internal static partial int EC_POINT_mul(
        nint group, PointHandle result, nint baseScalar, nint point, nint scalar, NumberContextHandle context);

    [LibraryImport(Library)]
    internal static partial int EC_POINT_is_at_infinity(nint group, PointHandle point);

    [LibraryImport(Library)]
    internal static partial NumberContextHandle BN_CTX_secure_new();

    [LibraryImport(Library)]
    internal static partial void BN_CTX_free(nint context);

    [LibraryImport(Library)]
    internal static partial nint BN_bin2bn(byte* bytes, int length, nint into);

    [LibraryImport(Library)]
    internal static partial nint BN_new();

    [LibraryImport(Library)]
    internal static partial int BN_bn2binpad(nint number, byte* bytes, int length);

    /// <summary>The inverse in <paramref name="result"/>; 0 where there is none.</summary>
    [LibraryImport(Library)]
    internal static partial nint BN_mod_inverse(nint result, nint number, nint modulus, NumberContextHandle context);

    [LibraryImport(Library)]
    internal static partial int BN_mod_mul(nint result, nint one, nint other, nint modulus, NumberContextHandle context);

    [LibraryImport(Library)]
    internal static partial int BN_mod_exp(nint result, nint number, nint exponent, nint modulus, NumberContextHandle context);

    [LibraryImport(Library)]
    internal static partial void BN_set_flags(nint number, int flags);

    [LibraryImport(Library)]
    internal static partial void BN_clear_free(nint number);
}
