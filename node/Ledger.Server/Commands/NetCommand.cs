using System.CommandLine;
using Ledger.Server.Net;
using Ledger.Terminal;

namespace Ledger.Server.Commands;

/// <summary>A whole consortium of separate processes on this machine, from the folders that <c>ledger init</c> made.</summary>
internal sealed class NetCommand : ProgramCommand
{
    private static readonly Argument<string> Folder = new("DIR") { Description = "The consortium's folder, as ledger init made it." };

    internal NetCommand(CliContext context)
        : base(
            "net",
            "Start, stop and show a whole consortium of separate processes with its etcd on this machine.",
            "ledger net up consortium")
    {
        Add(new UpCommand(context));
        Add(new DownCommand(context));
        Add(new StatusCommand(context));
        Add(new LogsCommand(context));
    }

    // zhuhai.node, zhuhai.etcd
    private static string NameOf(NetProgram program) => Path.GetFileName(program.Record);

    private sealed class UpCommand : ProgramCommand
    {
        internal UpCommand(CliContext context)
            : base(
                "up", "Start what does not run, and wait until every node answers. Twice does no harm.", "ledger net up consortium")
        {
            Add(Folder);
            Does(context, async (run, cancellationToken) =>
            {
                await new ConsortiumNet(run.Value(Folder)).UpAsync(
                    (program, isNew) => run.Report.ShowItem(
                        new Document { ["name"] = NameOf(program), ["pid"] = program.Process.Id, ["started"] = isNew },
                        isNew ? ($"{NameOf(program)} started", $"{NameOf(program)} 已启动")
                            : ($"{NameOf(program)} runs already", $"{NameOf(program)} 已在运行")),
                    cancellationToken);
                return ExitCode.Done;
            });
        }
    }

    private sealed class DownCommand : ProgramCommand
    {
        internal DownCommand(CliContext context)
            : base("down", "Stop everything that net up started, nodes first.", "ledger net down consortium")
        {
            Add(Folder);
            Does(context, async (run, _) =>
            {
                await new ConsortiumNet(run.Value(Folder)).DownAsync((program, before) =>
                {
                    var (english, chinese) = NetStatus.Words(before);
                    run.Report.ShowItem(
                        new Document { ["name"] = NameOf(program), ["before"] = Datum.Word(before) },
                        ($"{NameOf(program)} stopped (was {english})", $"{NameOf(program)} 已停止（此前{chinese}）"));
                });
                return ExitCode.Done;
            });
        }
    }

    private sealed class StatusCommand : ProgramCommand
    {
        internal StatusCommand(CliContext context)
            : base(
                "status",
                "Heights, lag, votes, etcd members, disk, and certificates that end. Ends with 3 where anything is not as it should be.",
                "ledger net status consortium --json")
        {
            Add(Folder);
            Does(context, async (run, cancellationToken) =>
            {
                var status = await NetStatus.ReadAsync(new ConsortiumNet(run.Value(Folder)), cancellationToken);
                var faults = status.Faults(run.Context.Clock.GetUtcNow()).ToList();
                var document = NetStatusDocument.Of(status, faults, run.Context.Clock.GetUtcNow());
                run.Report.Show(document, screen => NetStatusDocument.Write(screen, document, faults));
                return faults.Count == 0 ? ExitCode.Done : ExitCode.Unreachable;
            });
        }
    }

    private sealed class LogsCommand : ProgramCommand
    {
        private static readonly Argument<string?> Member = new("NAME")
        {
            Description = "One member; all where it is left out.",
            Arity = ArgumentArity.ZeroOrOne,
        };

        private static readonly Option<int> Lines = new("--lines")
        {
            Description = "Lines of each log.",
            HelpName = "N",
            DefaultValueFactory = _ => 20,
        };

        internal LogsCommand(CliContext context)
            : base("logs", "The last lines of each program's log, and where it lies.", "ledger net logs consortium zhuhai --lines 50")
        {
            Add(Folder);
            Add(Member);
            Add(Lines);
            Does(context, (run, _) =>
            {
                var net = new ConsortiumNet(run.Value(Folder));
                var programs = net.Programs.Where(program => run.Value(Member) is not { } name || program.Member == name).ToList();
                if (programs.Count == 0)
                {
                    throw CliException.Usage(
                        $"There is no member {run.Value(Member)}; there are: " +
                        $"{string.Join(", ", net.Members.Select(member => member.Name))}.",
                        $"没有成员 {run.Value(Member)}；现有：{string.Join("、", net.Members.Select(member => member.Name))}。");
                }

                programs.ForEach(program => Show(run, program));
                return Task.FromResult(ExitCode.Done);
            });
        }

        private static void Show(CommandRun run, NetProgram program)
        {
            var lines = program.LastLines(run.Value(Lines));
            run.Report.ShowOne(
                new Document { ["name"] = NameOf(program), ["log"] = program.Log, ["lines"] = Datum.List(lines) },
                screen =>
                {
                    screen.Heading(NameOf(program), program.Log);
                    foreach (var line in lines)
                    {
                        screen.Line(line, 2);
                    }
                });
        }
    }
}
