namespace Ledger.Crypto.Signatures;

/// <summary>Which implementation checks SM2 signatures. Both give the same answers.</summary>
public enum Sm2Engine
{
    /// <summary>This library's own, in managed code: several times as fast, and faster still for keys that return.</summary>
    Managed,

    /// <summary>OpenSSL's libcrypto: the second opinion.</summary>
    OpenSsl,
}
