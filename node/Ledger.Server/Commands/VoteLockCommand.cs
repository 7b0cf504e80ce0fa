using System.CommandLine;
using Ledger.Finality;
using Ledger.Protocol;
using Ledger.Terminal;

namespace Ledger.Server.Commands;

/// <summary>A validator's vote lock: the file that keeps its key from voting twice at one height (ADR 0018).</summary>
internal sealed class VoteLockCommand : ProgramCommand
{
    internal VoteLockCommand(CliContext context)
        : base(
            "vote-lock",
            "A validator's vote lock: the file that keeps its key from voting twice at one height.",
            "ledger vote-lock make .ledger/nodes/locks/zhuhai.vote --validator 4f0c…e1 --lost-at 81234") => Add(new MakeCommand(context));

    /// <summary>Makes the lock of a key that has never voted, or anew where it was lost.</summary>
    private sealed class MakeCommand : ProgramCommand
    {
        private static readonly Argument<string> File = new("FILE")
        {
            Description = "The lock; it must not exist. Not inside the data directory.",
        };

        private static readonly Option<string> Validator = new("--validator")
        {
            Description = "The validator's id, as `ledger status` of another node shows it.",
            HelpName = "ID",
            Required = true,
        };

        private static readonly Option<ulong?> Final = new("--lost-at")
        {
            Description = "The lock was lost: the highest final height that any other node shows. " +
                $"The key abstains up to {FileVoteLock.LostLockMargin} above it.",
            HelpName = "HEIGHT",
        };

        private static readonly Option<bool> Fresh = new("--never-voted")
        {
            Description = "The key is new: no node has ever voted with it.",
        };

        internal MakeCommand(CliContext context)
            : base(
                "make",
                "Make the vote lock of a validator, for a new key or where it was lost. The node must not run.",
                "ledger vote-lock make .ledger/nodes/locks/zhuhai.vote --validator 4f0c…e1 --lost-at 81234")
        {
            Add(File);
            Add(Validator);
            Add(Final);
            Add(Fresh);
            Does(context, (run, _) => AdministrationLog.NoteAsync(run.Value(File), "vote-lock make", () => Task.FromResult(Make(run))));
        }

        private static int Make(CommandRun run)
        {
            var id = Digest.TryParse(run.Value(Validator), out var read) ? read
                : throw CliException.Usage($"{run.Value(Validator)} is no validator's id: it has 64 hexadecimal digits.");
            var (final, isNew) = (run.Value(Final), run.Value(Fresh));
            if (final is null != isNew) // neither, or both
            {
                throw CliException.Usage(
                    "Say either --lost-at HEIGHT, the highest final height that any other node shows, or --never-voted. " +
                    "A key that voted and whose lock begins at 0 may vote twice at one height, which proves a fraud.");
            }

            if (final > ulong.MaxValue - FileVoteLock.LostLockMargin)
            {
                throw CliException.Usage($"{final} is no height of this chain.");
            }

            var through = final is { } height ? height + FileVoteLock.LostLockMargin : 0;
            using var made = FileVoteLock.Create(run.Value(File), run.Genesis.ChainId, id, through);
            run.Report.Show(("vote lock", "表决锁"), new Document
            {
                ["file"] = Path.GetFullPath(run.Value(File)),
                ["validator"] = id,
                ["abstains_through"] = made.Height,
            });
            return ExitCode.Done;
        }
    }
}
