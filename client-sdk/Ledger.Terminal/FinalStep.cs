namespace Ledger.Terminal;

/// <summary>What a command is about to do for good.</summary>
/// <param name="Document">It, for programs.</param>
/// <param name="Write">It, for people.</param>
/// <param name="Question">What the person is asked.</param>
/// <param name="Undone">What is said where nothing was done.</param>
public sealed record FinalStep(
    Document Document, Action<Screen> Write, (string English, string Chinese) Question, (string English, string Chinese) Undone)
{
    /// <summary>What is said in any case, where nobody is asked; null for nothing.</summary>
    public Action? Unasked { get; init; }

    /// <summary>
    /// What is asked once more, where it would stop more than the person's own work; null for nothing. Only a person can answer it.
    /// </summary>
    public (string English, string Chinese)? Again { get; init; }
}
