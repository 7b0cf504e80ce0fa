namespace Ledger.Terminal;

/// <summary>A command cannot go on; the message says what is wrong and what to do.</summary>
/// <param name="exitCode">How the program ends: one of <see cref="Terminal.ExitCode"/>.</param>
/// <param name="message">For the person, in English.</param>
/// <param name="chinese">The same in Chinese; null where it is said in English alone.</param>
public sealed class CliException(int exitCode, string message, string? chinese) : Exception(message)
{
    /// <summary>
    /// One that is said in English alone, as to operators of nodes. The client's commands say both; their build holds them to it.
    /// </summary>
    public CliException(int exitCode, string message)
        : this(exitCode, message, null)
    {
    }

    /// <summary>How the program ends.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>The message in Chinese; null where there is none.</summary>
    public string? Chinese { get; } = chinese;

    /// <summary>The command line, or a file given with it, is wrong; said in English alone.</summary>
    public static CliException Usage(string message) => new(Terminal.ExitCode.Usage, message, null);

    /// <summary>The command line, or a file given with it, is wrong.</summary>
    public static CliException Usage(string message, string chinese) => new(Terminal.ExitCode.Usage, message, chinese);

    /// <summary>What was given does not verify.</summary>
    public static CliException NotVerified(string message, string chinese) => new(Terminal.ExitCode.NotVerified, message, chinese);

    /// <summary>What was asked for is not there.</summary>
    public static CliException NotFound(string message, string chinese) => new(Terminal.ExitCode.NotFound, message, chinese);
}
