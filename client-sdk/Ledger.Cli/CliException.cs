namespace Ledger.Cli;

/// <summary>A command cannot go on; the message says what is wrong and what to do.</summary>
/// <param name="exitCode">How the program ends.</param>
/// <param name="message">For the person.</param>
internal sealed class CliException(int exitCode, string message) : Exception(message)
{
    internal int ExitCode { get; } = exitCode;

    internal static CliException Usage(string message) => new(Cli.ExitCode.Usage, message);

    internal static CliException NotVerified(string message) => new(Cli.ExitCode.NotVerified, message);

    internal static CliException NotFound(string message) => new(Cli.ExitCode.NotFound, message);
}
