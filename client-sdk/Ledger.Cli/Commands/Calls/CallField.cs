namespace Ledger.Cli.Commands.Calls;

/// <summary>A field of a call as people give it on the command line.</summary>
/// <param name="Name">The field's name in ledger.v1; its option is the same with hyphens.</param>
/// <param name="Description">What it means, with its unit.</param>
/// <param name="IsRequired">Whether the command needs it.</param>
internal sealed record CallField(string Name, string Description, bool IsRequired = true);
