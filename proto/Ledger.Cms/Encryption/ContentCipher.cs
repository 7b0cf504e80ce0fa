namespace Ledger.Cms.Encryption;

/// <summary>How the content of an enveloped message is encrypted.</summary>
public enum ContentCipher
{
    /// <summary>SM4-CBC, the cipher of GM/T 0010. It does not authenticate: sign the content as well.</summary>
    Sm4Cbc = 1,

    /// <summary>SM4-GCM in AuthEnvelopedData (RFC 5083, RFC 8998).</summary>
    Sm4Gcm = 2,

    /// <summary>AES-256-CBC, for foreign software. It does not authenticate.</summary>
    Aes256Cbc = 3,

    /// <summary>AES-256-GCM in AuthEnvelopedData (RFC 5084).</summary>
    Aes256Gcm = 4,
}
