using System.CommandLine;

namespace Ledger.Cli.Previews;

/// <summary>The options of every command whose effect is final.</summary>
internal static class PreviewOptions
{
    internal static Option<bool> Yes { get; } = new("--yes", "-y") { Description = "Send without asking." };

    internal static Option<bool> DryRun { get; } = new("--dry-run") { Description = "Show what would be sent, and send nothing." };

    internal static void AddTo(Command command)
    {
        command.Add(Yes);
        command.Add(DryRun);
    }
}
