namespace Ledger.Audit.Archive;

/// <summary>An archive, or what was to go into it, is not what docs/spec/archive.md says.</summary>
/// <param name="message">What is wrong and what to do, in English.</param>
/// <param name="chinese">The same in Chinese.</param>
public sealed class ArchiveException(string message, string chinese) : Exception(message)
{
    /// <summary>The message in Chinese.</summary>
    public string Chinese { get; } = chinese;
}
