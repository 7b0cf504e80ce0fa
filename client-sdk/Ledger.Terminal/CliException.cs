namespace Ledger.Terminal;

/// <summary>A command cannot go on; the message says what is wrong and what to do.</summary>
/// <param name="exitCode">How the program ends: one of <see cref="Terminal.ExitCode"/>.</param>
/// <param name="message">For the person.</param>
public sealed class CliException(int exitCode, string message) : Exception(message)
{
    /// <summary>How the program ends.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>The command line, or a file given with it, is wrong.</summary>
    public static CliException Usage(string message) => new(Terminal.ExitCode.Usage, message);

    /// <summary>What was given does not verify.</summary>
    public static CliException NotVerified(string message) => new(Terminal.ExitCode.NotVerified, message);

    /// <summary>What was asked for is not there.</summary>
    public static CliException NotFound(string message) => new(Terminal.ExitCode.NotFound, message);
}
