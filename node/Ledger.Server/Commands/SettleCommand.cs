using System.CommandLine;
using Google.Protobuf;
using Ledger.Crypto.Signatures;
using Ledger.Finality;
using Ledger.Host.Member;
using Ledger.Node;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Server.Configuration;
using Ledger.Server.Founding;
using Ledger.Storage;
using Ledger.Terminal;

namespace Ledger.Server.Commands;

/// <summary>Settles a height whose blocks cannot become final (docs/adr/0043), on a stopped node.</summary>
internal sealed class SettleCommand : ProgramCommand
{
    private const string ShowExample = "ledger settle show --config /var/lib/ledger/zhuhai/node.json";

    private static readonly Option<string> Config = new("--config")
    {
        Description = "The stopped node's configuration, of `ledger node`.",
        HelpName = "FILE",
        Required = true,
    };

    internal SettleCommand(CliContext context)
        : base("settle", "Settle a height whose blocks cannot become final: by the word of validators with 2/3 of the votes.", ShowExample)
    {
        Add(new ShowCommand(context));
        Add(new DeclareCommand(context));
        Add(new ApplyCommand(context));
    }

    // What a command works on: the directory of a node that does not run, which the vote lock is the proof of.
    private static T OnStopped<T>(CommandRun run, Func<CheckedMember, INode, FileVoteLock, T> work)
    {
        using var opened = CheckedMember.Open(MemberConfiguration.Read(run.Value(Config), SettingOverrides.Of(run)));
        var genesis = opened.Options.Genesis;
        using var voteLock = FileVoteLock.Open(opened.Options.VoteLock, genesis.ChainId, IdOf(opened));
        using var data = DataDirectory.Open(opened.Options.DataDirectory, genesis.ChainId.ToArray(), new RocksStoreOptions());
        return work(opened, StoppedNode.Open(genesis, data.Store), voteLock);
    }

    private static Digest IdOf(CheckedMember opened) =>
        ValidatorRoster.IdOf(opened.Options.Genesis.Hasher, opened.Options.Validator.Voting.PublicKey);

    private static string NameOf(ValidatorRoster roster, ByteString id) =>
        Digest.TryRead(id.Span, out var read) && roster.Find(read)?.Name is { Length: > 0 } name ? name : Convert.ToHexStringLower(id.Span);

    private static string WordOf(Digest voted) =>
        voted == Digest.Zero ? "none" : voted == Settlements.Unknown ? "unknown" : voted.ToString();

    /// <summary>What a node knows of the lowest height that is not final.</summary>
    private sealed class ShowCommand : ProgramCommand
    {
        internal ShowCommand(CliContext context)
            : base(
                "show", "Show the blocks of the lowest height that is not final, and who voted for which, as this node knows.",
                ShowExample)
        {
            Add(Config);
            Add(SettingOverrides.Set);
            Does(context, (run, _) => Task.FromResult(OnStopped(run, (opened, node, voteLock) => Show(run, node, voteLock))));
        }

        private static int Show(CommandRun run, INode node, FileVoteLock voteLock)
        {
            var height = node.Finality.FinalHeight + 1;
            var roster = node.Chain.ValidatorsFor(height);
            var others = node.Votes.ReadDivergences().Where(one => one.Height == height).Select(one => (Datum?)new Document
            {
                ["block"] = Datum.NextId(one.BlockHash.Span),
                ["validators"] = Datum.List(one.Votes.Select(vote => (Datum?)NameOf(roster, vote.Validator))),
            });
            run.Report.Show(("height that is not final", "未最终的高度"), new Document
            {
                ["height"] = height,
                ["executed_height"] = node.Chain.Head.Height,
                ["locked_height"] = voteLock.Height,
                ["own_block"] = node.Chain.HashOf(height) is { } own ? Datum.NextId(own.ToArray()) : null,
                ["own_vote"] = WordOf(Settling.VotedAt(node, voteLock.Height)),
                ["declared_block"] = voteLock.Vow is { } vow && vow.Height == height ? Datum.NextId(vow.Block.ToArray()) : null,
                ["other_blocks"] = Datum.List(others),
            });
            return ExitCode.Done;
        }
    }

    /// <summary>This validator's declaration.</summary>
    private sealed class DeclareCommand : ProgramCommand
    {
        private static readonly Option<string> Block = new("--block")
        {
            Description = "The block that is to stand at the lowest height that is not final, as `ledger settle show` names it.",
            HelpName = "HASH",
            Required = true,
        };

        private static readonly Option<string> Out = new("--out")
        {
            Description = "The declaration's file; it must not exist. Give it to the other members.",
            HelpName = "FILE",
            Required = true,
        };

        internal DeclareCommand(CliContext context)
            : base(
                "declare",
                "Declare what this validator voted for, and that from now on it signs only what stands on one block.",
                "ledger settle declare --config /var/lib/ledger/zhuhai/node.json --block 4f0c…e1 --out zhuhai.declaration")
        {
            Add(Config);
            Add(Block);
            Add(Out);
            Add(SettingOverrides.Set);
            Does(context, DeclareAsync);
        }

        private static Task<int> DeclareAsync(CommandRun run, CancellationToken cancellationToken)
        {
            var block = Digest.TryParse(run.Value(Block), out var read) && read != Digest.Zero && read != Settlements.Unknown ? read
                : throw CliException.Usage($"{run.Value(Block)} is no block's hash: it has 64 hexadecimal digits.");
            var file = run.Value(Out);
            if (Path.Exists(file))
            {
                throw CliException.Usage($"{file} is there already, and nothing is written over. Name another file.");
            }

            return Task.FromResult(OnStopped(run, (opened, node, voteLock) => AdministrationLog.NoteAsync(
                opened.Options.DataDirectory, "settle declare", () => Task.FromResult(Declare(run, opened, node, voteLock, block)))
                .GetAwaiter().GetResult()));
        }

        private static int Declare(CommandRun run, CheckedMember opened, INode node, FileVoteLock voteLock, Digest block)
        {
            var declaration = MemberSettling.Declare(opened.Options, node, voteLock, block);
            File.WriteAllBytes(run.Value(Out), declaration.ToByteArray());
            run.Report.Show(("declaration", "声明"), new Document
            {
                ["file"] = Path.GetFullPath(run.Value(Out)),
                ["height"] = declaration.Height,
                ["block"] = block,
                ["voted"] = WordOf(new Digest(declaration.Voted.Span)),
                ["brings_batch"] = !declaration.Batch.IsEmpty,
            });
            return ExitCode.Done;
        }
    }

    /// <summary>Checks declarations and has the node take them.</summary>
    private sealed class ApplyCommand : ProgramCommand
    {
        private static readonly Argument<string[]> Files = new("DECLARATION")
        {
            Description = "The validators' declarations, of `ledger settle declare`.",
            Arity = ArgumentArity.OneOrMore,
        };

        internal ApplyCommand(CliContext context)
            : base(
                "apply",
                "Check declarations, and keep them for the node, which takes the settled block as it starts.",
                "ledger settle apply zhuhai.declaration beijing.declaration guangzhou.declaration --config node.json")
        {
            Add(Files);
            Add(Config);
            Add(SettingOverrides.Set);
            Does(context, (run, _) => Task.FromResult(OnStopped(run, (opened, node, _) => AdministrationLog.NoteAsync(
                opened.Options.DataDirectory, "settle apply", () => Task.FromResult(Apply(run, opened, node))).GetAwaiter().GetResult())));
        }

        private static int Apply(CommandRun run, CheckedMember opened, INode node)
        {
            var settlement = Settlements.Of(run.Value(Files).Select(Read));
            var height = Settlements.HeightOf(settlement);
            if (height != node.Finality.FinalHeight + 1)
            {
                throw CliException.Usage(
                    $"The declarations are for height {height}, and the lowest height here that is not final is " +
                    $"{node.Finality.FinalHeight + 1}. " + (height <= node.Finality.FinalHeight
                        ? "It is final here, and nothing is left to settle."
                        : "What to do: start the node, which takes what is final from the others, stop it, and apply them then."));
            }

            var genesis = opened.Options.Genesis;
            var roster = node.Chain.ValidatorsFor(height);
            if (Settlements.Check(settlement, genesis.ChainId, roster, new SignatureVerifier()) is var error and not SettlementError.None)
            {
                throw new SettlementException(error);
            }

            NewFiles.Replace(opened.SettlementPath, settlement.ToByteArray());
            var isOther = node.Chain.HashOf(height) is { } own && own != Settlements.BlockOf(settlement);
            run.Report.Show(("settlement", "裁定"), new Document
            {
                ["file"] = opened.SettlementPath,
                ["height"] = height,
                ["block"] = Settlements.BlockOf(settlement),
                ["validators"] = Datum.List(settlement.Declarations.Select(one => (Datum?)NameOf(roster, one.Validator))),
                ["begins_anew"] = isOther,
            });
            return ExitCode.Done;
        }

        private static SettleDeclaration Read(string file)
        {
            if (!File.Exists(file))
            {
                throw CliException.Usage($"There is no file {file}.");
            }

            var isSmall = new FileInfo(file).Length <= Settlements.DeclarationBytesMax;
            return (isSmall ? Settlements.TryRead(File.ReadAllBytes(file)) : null)
                ?? throw CliException.Usage($"{file} is no declaration of `ledger settle declare`, or is damaged. Ask for it again.");
        }
    }
}
