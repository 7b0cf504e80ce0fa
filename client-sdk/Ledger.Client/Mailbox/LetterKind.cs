namespace Ledger.Client.Mailbox;

/// <summary>What a letter is, inside. The values are part of the format.</summary>
public enum LetterKind : byte
{
    /// <summary>Cover: nothing to read.</summary>
    Decoy = 0,

    /// <summary>A letter with a content.</summary>
    Letter = 1,
}
