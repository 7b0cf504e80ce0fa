namespace Ledger.Exchange;

/// <summary>保函类型: whether a guarantee's text can be read (S:B1).</summary>
public enum GuaranteeText
{
    /// <summary>密文: sealed; nothing of its terms is known.</summary>
    Ciphertext = 1,

    /// <summary>明文: revealed.</summary>
    Plaintext = 2,
}

/// <summary>
/// Whether a guarantee's text can be read, as two live interfaces number it (S:N3): the other way about than <see cref="GuaranteeText"/> of
/// a third. Inside there is one word for it, and the numbers stay in their elements.
/// </summary>
public enum CipherMark
{
    /// <summary>明文: revealed.</summary>
    Plaintext = 0,

    /// <summary>密文: sealed.</summary>
    Ciphertext = 1,
}
