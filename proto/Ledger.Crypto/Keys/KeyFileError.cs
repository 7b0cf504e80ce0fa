namespace Ledger.Crypto.Keys;

/// <summary>Why a key file does not open. The values are stable.</summary>
public enum KeyFileError
{
    /// <summary>It opened.</summary>
    None = 0,

    /// <summary>
    /// Group or others may read or write the file: make it <c>chmod 600</c>, and think of the key as known if others use the machine.
    /// </summary>
    Permissions = 1,

    /// <summary>The file is no key file, or a field of it is out of range.</summary>
    Malformed = 2,

    /// <summary>The file is of a version or an algorithm that this program does not know.</summary>
    Version = 3,

    /// <summary>The PIN is wrong, or the file was changed; which of them cannot be told.</summary>
    WrongPinOrDamaged = 4,

    /// <summary>
    /// The key was made for one purpose, and this is another: an opening key signs nothing, and no other key is released.
    /// </summary>
    Purpose = 5,
}

/// <summary>The reasons in words for people.</summary>
public static class KeyFileErrorExtensions
{
    /// <summary>A sentence that follows "it does not open".</summary>
    public static string Words(this KeyFileError error) => error switch
    {
        KeyFileError.Permissions => "others may read it. Make it yours alone (chmod 600) and think of the key as known.",
        KeyFileError.WrongPinOrDamaged => "the PIN is wrong, or the file was changed.",
        KeyFileError.Purpose => "its key was made for one purpose, such as opening one section, and for nothing else.",
        KeyFileError.Version => "it is of a version or algorithm that this program does not know.",
        _ => "it is no key file of Ledger.",
    };
}
