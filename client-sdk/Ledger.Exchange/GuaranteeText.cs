namespace Ledger.Exchange;

/// <summary>保函类型: whether a guarantee's text can be read (S:B1).</summary>
public enum GuaranteeText
{
    /// <summary>密文: sealed; nothing of its terms is known.</summary>
    Ciphertext = 1,

    /// <summary>明文: revealed.</summary>
    Plaintext = 2,
}
