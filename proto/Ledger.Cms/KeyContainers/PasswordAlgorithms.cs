namespace Ledger.Cms.KeyContainers;

/// <summary>Algorithms of key containers by name, for messages.</summary>
internal static class PasswordAlgorithms
{
    internal const string Sha1Rc4Bits128 = "1.2.840.113549.1.12.1.1";
    internal const string Sha1Rc4Bits40 = "1.2.840.113549.1.12.1.2";
    internal const string Sha1TripleDes = "1.2.840.113549.1.12.1.3";
    internal const string Sha1TwoKeyTripleDes = "1.2.840.113549.1.12.1.4";
    internal const string Sha1Rc2Bits128 = "1.2.840.113549.1.12.1.5";
    internal const string Sha1Rc2Bits40 = "1.2.840.113549.1.12.1.6";
    internal const string Pbes2 = "1.2.840.113549.1.5.13";
    internal const string Pbkdf2 = "1.2.840.113549.1.5.12";

    /// <summary>The name with the identifier; the identifier alone where it is not known.</summary>
    internal static string NameOf(string oid) => oid switch
    {
        Sha1Rc4Bits128 => $"RC4-128 ({oid})",
        Sha1Rc4Bits40 => $"RC4-40 ({oid})",
        Sha1TripleDes => $"3DES ({oid})",
        Sha1TwoKeyTripleDes => $"3DES with two keys ({oid})",
        Sha1Rc2Bits128 => $"RC2-128 ({oid})",
        Sha1Rc2Bits40 => $"RC2-40 ({oid})",
        "1.2.840.113549.1.5.3" => $"DES under MD5 ({oid})",
        "1.2.840.113549.1.5.10" => $"DES under SHA-1 ({oid})",
        "1.2.840.113549.3.7" => $"3DES in PBES2 ({oid})",
        "1.3.14.3.2.7" => $"DES in PBES2 ({oid})",
        "1.3.6.1.4.1.11591.4.11" => $"scrypt ({oid})",
        "1.2.840.113549.1.5.14" => $"PBMAC1 ({oid})",
        "1.2.840.113549.2.5" => $"MD5 ({oid})",
        "1.2.840.10045.3.1.1" => $"the curve P-192 ({oid})",
        "1.3.132.0.35" => $"the curve P-521 ({oid})",
        "1.3.132.0.10" => $"the curve secp256k1 ({oid})",
        "1.3.101.112" => $"Ed25519 ({oid})",
        _ => oid,
    };
}
