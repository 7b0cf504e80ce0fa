using Spectre.Console;

namespace Ledger.Terminal;

/// <summary>What the commands know of the world around them; tests give another.</summary>
public sealed record CliContext
{
    private const int WidthMin = 40; // a terminal that tells no width says 0

    /// <summary>Where results go.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Where errors go.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Reads an environment variable.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>Asks the person for a secret; null where nobody is there.</summary>
    public Func<string, string>? AskSecret { get; init; }

    /// <summary>Asks the person yes or no; null where nobody is there, or the answer would not be seen.</summary>
    public Func<string, bool>? Ask { get; init; }

    /// <summary>
    /// Columns of the terminal that the results go to; null where they go to a file or a program, which gets every line whole.
    /// </summary>
    public int? Width { get; init; }

    /// <summary>Whether the results go to a terminal that shows colours.</summary>
    public bool IsColoured { get; init; }

    /// <summary>How long a node may be silent: a person waits for an answer or for the words that there is none.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>This computer's clock, against which a node's newest block is held.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Where the views of one command go. NO_COLOR, set to anything, is obeyed (no-color.org).</summary>
    public Screen NewScreen(bool isChinese, bool isWide) =>
        new(Out, Width ?? Screen.Unlimited, IsColoured && string.IsNullOrEmpty(Variable("NO_COLOR")), isChinese, isWide);

    /// <summary>Where errors go: whole lines, never coloured, so that a log has them as they are.</summary>
    public Screen NewErrorScreen(bool isChinese) => new(Error, Screen.Unlimited, isColoured: false, isChinese, isWide: true);

    /// <summary>Where a person is asked: beside the results, so that those can go to a file.</summary>
    public Screen NewPromptScreen(bool isChinese) =>
        new(Error, Width ?? Screen.Unlimited, isColoured: false, isChinese, isWide: true);

    /// <summary>The process' own.</summary>
    public static CliContext Console { get; } = new()
    {
        Out = System.Console.Out,
        Error = System.Console.Error,
        Variable = Environment.GetEnvironmentVariable,
        Width = System.Console.IsOutputRedirected ? null : Math.Max(System.Console.WindowWidth, WidthMin),
        IsColoured = !System.Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "dumb"),
        AskSecret = System.Console.IsInputRedirected ? null : text =>
            AnsiConsole.Prompt(new TextPrompt<string>(text).Secret().AllowEmpty()),
        Ask = System.Console.IsInputRedirected || System.Console.IsErrorRedirected ? null : AskOnConsole,
    };

    // No is the answer to everything but a yes: a line that is empty, and an input that ends.
    private static bool AskOnConsole(string question)
    {
        System.Console.Error.Write($"{question} [y/N] ");
        return System.Console.ReadLine()?.Trim().ToUpperInvariant() is "Y" or "YES" or "是";
    }
}
