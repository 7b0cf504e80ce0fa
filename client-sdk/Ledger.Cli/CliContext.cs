using Spectre.Console;

namespace Ledger.Cli;

/// <summary>What the commands know of the world around them; tests give another.</summary>
public sealed record CliContext
{
    /// <summary>Where results go.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Where errors go.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Reads an environment variable.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>Asks the person for a secret; null where nobody is there.</summary>
    public Func<string, string>? AskSecret { get; init; }

    /// <summary>Width of tables in characters; null for the terminal's.</summary>
    public int? Width { get; init; }

    /// <summary>This computer's clock, against which a node's newest block is held.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The process' own.</summary>
    public static CliContext Console { get; } = new()
    {
        Out = System.Console.Out,
        Error = System.Console.Error,
        Variable = Environment.GetEnvironmentVariable,
        AskSecret = System.Console.IsInputRedirected ? null : text => AnsiConsole.Prompt(new TextPrompt<string>(text).Secret()),
    };
}
