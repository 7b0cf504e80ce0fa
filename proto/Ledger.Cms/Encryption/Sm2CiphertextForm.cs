namespace Ledger.Cms.Encryption;

/// <summary>How an SM2 ciphertext is laid out. The caller names it, from the CA's or partner's profile: it is never guessed.</summary>
public enum Sm2CiphertextForm
{
    /// <summary>GM/T 0009: <c>SEQUENCE { INTEGER x, INTEGER y, OCTET STRING C3, OCTET STRING C2 }</c>. The only form in messages.</summary>
    Asn1 = 1,

    /// <summary><c>04‖x‖y‖C3‖C2</c>, GB/T 32918.4-2016.</summary>
    C1C3C2 = 2,

    /// <summary><c>04‖x‖y‖C2‖C3</c>, the form of 2010.</summary>
    C1C2C3 = 3,

    /// <summary><c>x‖y‖C3‖C2</c> (sm-crypto).</summary>
    BareC1C3C2 = 4,

    /// <summary><c>x‖y‖C2‖C3</c> (CFCA SADK before 3.2).</summary>
    BareC1C2C3 = 5,
}
