namespace Ledger.Passports;

/// <summary>What a passport may hold at most. Whatever exceeds it is refused before it is looked at.</summary>
public static class PassportLimits
{
    /// <summary>Longest file: a large batch's transaction, a long chain of validator sets, and a genesis file, with room.</summary>
    public const int FileBytesMax = 1024 * 1024;

    /// <summary>Most blocks: changes of the validator set, blocks of transactions, the checkpoint.</summary>
    public const int BlocksMax = 1024;

    /// <summary>Most headers between a block and the certified one.</summary>
    public const int HeadersMax = 1024;

    /// <summary>Most transactions of one block.</summary>
    public const int TransactionsMax = 64;

    /// <summary>Most certificates, and most openings.</summary>
    public const int AttachmentsMax = 64;
}
