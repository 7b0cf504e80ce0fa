namespace Ledger.Cli.Commands.Credentials.Import;

/// <summary>One row of a file: its values by column, or why it cannot be read.</summary>
/// <param name="Line">The line on which it begins, from 1.</param>
/// <param name="Values">The values in the order of the columns; empty where there is a fault.</param>
/// <param name="Fault">What is wrong; null where it was read.</param>
internal sealed record ImportRow(long Line, IReadOnlyList<string> Values, ImportFault? Fault = null);
