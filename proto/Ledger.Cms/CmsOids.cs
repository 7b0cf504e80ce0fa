namespace Ledger.Cms;

/// <summary>Object identifiers of GM/T 0010 (GB/T 35275), PKCS#7 and RFC 5652.</summary>
public static class CmsOids
{
    /// <summary>GM/T 0010 data.</summary>
    public const string GmData = "1.2.156.10197.6.1.4.2.1";

    /// <summary>GM/T 0010 signedData.</summary>
    public const string GmSignedData = "1.2.156.10197.6.1.4.2.2";

    /// <summary>GM/T 0010 envelopedData.</summary>
    public const string GmEnvelopedData = "1.2.156.10197.6.1.4.2.3";

    /// <summary>GM/T 0010 signedAndEnvelopedData.</summary>
    public const string GmSignedAndEnvelopedData = "1.2.156.10197.6.1.4.2.4";

    /// <summary>RFC 5652 id-data, the same as PKCS#7's.</summary>
    public const string Data = "1.2.840.113549.1.7.1";

    /// <summary>RFC 5652 id-signedData.</summary>
    public const string SignedData = "1.2.840.113549.1.7.2";

    /// <summary>RFC 5652 id-envelopedData.</summary>
    public const string EnvelopedData = "1.2.840.113549.1.7.3";

    /// <summary>RFC 5083 id-ct-authEnvelopedData.</summary>
    public const string AuthEnvelopedData = "1.2.840.113549.1.9.16.1.23";

    /// <summary>RFC 3161 id-ct-TSTInfo: what a time-stamp token carries.</summary>
    public const string TimeStampInfo = "1.2.840.113549.1.9.16.1.4";

    internal const string ContentTypeAttribute = "1.2.840.113549.1.9.3";
    internal const string MessageDigestAttribute = "1.2.840.113549.1.9.4";
    internal const string SigningTimeAttribute = "1.2.840.113549.1.9.5";
    internal const string TimeStampTokenAttribute = "1.2.840.113549.1.9.16.2.14";
    internal const string SigningCertificateAttribute = "1.2.840.113549.1.9.16.2.12";
    internal const string SigningCertificateV2Attribute = "1.2.840.113549.1.9.16.2.47";

    internal const string Sm3 = "1.2.156.10197.1.401";
    internal const string Sha256 = "2.16.840.1.101.3.4.2.1";
    internal const string Sha384 = "2.16.840.1.101.3.4.2.2";
    internal const string Sha512 = "2.16.840.1.101.3.4.2.3";

    internal const string Sm2Signature = "1.2.156.10197.1.301.1";
    internal const string Sm2Encryption = "1.2.156.10197.1.301.3";
    internal const string Sm2WithSm3 = "1.2.156.10197.1.501";
    internal const string RsaEncryption = "1.2.840.113549.1.1.1";
    internal const string RsaOaep = "1.2.840.113549.1.1.7";
    internal const string Mgf1 = "1.2.840.113549.1.1.8";
    internal const string Sha1 = "1.3.14.3.2.26";

    internal const string Sm4 = "1.2.156.10197.1.104";
    internal const string Sm4Ecb = "1.2.156.10197.1.104.1";
    internal const string Sm4Cbc = "1.2.156.10197.1.104.2";
    internal const string Sm4Gcm = "1.2.156.10197.1.104.8";
    internal const string Aes128Cbc = "2.16.840.1.101.3.4.1.2";
    internal const string Aes256Cbc = "2.16.840.1.101.3.4.1.42";
    internal const string Aes128Gcm = "2.16.840.1.101.3.4.1.6";
    internal const string Aes256Gcm = "2.16.840.1.101.3.4.1.46";
}
