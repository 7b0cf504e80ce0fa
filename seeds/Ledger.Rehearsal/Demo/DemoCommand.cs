using System.CommandLine;
using System.Diagnostics;
using Ledger.Rehearsal.Clock;
using Ledger.Seeds;
using Ledger.Terminal;

namespace Ledger.Rehearsal.Demo;

/// <summary><c>ledger demo</c>: a first walk against the consortium of <c>ledger up</c>, printed step by step, or played.</summary>
internal sealed class DemoCommand : ProgramCommand
{
    private readonly Option<string> _out = new("--out")
    {
        Description = "The folder to make, for keys and files of the walk.",
        HelpName = "DIR",
        DefaultValueFactory = _ => "demo",
    };

    private readonly Option<int> _opening = new("--opening-in")
    {
        Description = "Seconds until the section opens: the guarantee must be issued by then.",
        HelpName = "SECONDS",
        DefaultValueFactory = _ => 300,
    };

    private readonly Option<bool> _play = new("--play") { Description = "Run the commands too, one after the other, as they are printed." };

    private readonly Option<string?> _client = new("--client")
    {
        Description = "The client's program, whose commands are printed. [env: LEDGER_CLIENT; default: ledger.dll beside this program]",
        HelpName = "FILE",
    };

    internal DemoCommand(CliContext context)
        : base(
            "demo",
            "A first walk in a rehearsal: log in by phone, apply for a guarantee, issue it, open the section, verify the PDF. "
                + "Prints commands that work as they stand.",
            "ledger demo --genesis .ledger/consortium/genesis.json --play --opening-in 90")
    {
        Add(_out);
        Add(_opening);
        Add(_play);
        Add(DemoNode.Option);
        Add(_client);
        Add(new DemoAuthorityCommand(context));
        Add(new DemoClockCommand(context));
        Does(context, RunAsync);
    }

    /// <summary>The rehearsal that the chain is, whenever it starts.</summary>
    /// <exception cref="CliException">It is another chain: test keys and test authorities are for rehearsals alone.</exception>
    internal static ConsortiumSeed SeedOf(CommandRun run)
    {
        var seed = ConsortiumSeed.BegunAt(run.Genesis.Content.Time);
        return seed.Genesis.ChainId == run.Genesis.ChainId
            ? seed
            : throw CliException.Usage(
                "This chain is no rehearsal of `ledger up`: test keys and test certificates are for rehearsals, and no other chain knows " +
                "them.",
                "此链不是 `ledger up` 的演练链：测试密钥和测试证书只用于演练，其他链不认。");
    }

    private async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var seconds = run.Value(_opening);
        var folder = run.Value(_out);
        if (seconds is < 10 or > 86_400)
        {
            throw CliException.Usage(
                "--opening-in is 10 to 86400 seconds.",
                "--opening-in 为 10 至 86400 秒。");
        }

        if (Path.Exists(folder))
        {
            throw CliException.Usage(
                $"{folder} exists. Every walk has a folder of its own: name another with --out DIR.",
                $"{folder} 已存在；每次演示各用一个目录，请用 --out DIR 另指定。");
        }

        var genesis = Path.GetFullPath(run.GenesisPath);
        var seed = SeedOf(run);

        var client = Path.GetFullPath(run.Common(_client, "LEDGER_CLIENT") ?? Path.Combine(AppContext.BaseDirectory, "ledger.dll"));
        if (!File.Exists(client))
        {
            throw CliException.Usage(
                $"The walk's commands are the client's, and there is no {client}. Say where ledger.dll is with --client.",
                $"演示使用客户端的命令，而 {client} 不存在；请用 --client 指定 ledger.dll。");
        }

        var node = DemoNode.AddressOf(run);
        var now = await TimeOfAsync(run, cancellationToken);
        var section = DemoFolder.Write(folder, seed, genesis, node, client, now, now + (seconds * 1000L));
        var walk = new DemoWalk(folder, Path.Combine(Path.GetDirectoryName(genesis)!, "members"), section);
        Print(run.Report.Screen, walk);
        return run.Value(_play) ? await PlayAsync(walk, cancellationToken) : ExitCode.Done;
    }

    private static async Task<long> TimeOfAsync(CommandRun run, CancellationToken cancellationToken)
    {
        using var client = DemoNode.Open(run);
        return (await client.GetStatusAsync(cancellationToken)).BlockTime;
    }

    private static void Print(Screen screen, DemoWalk walk)
    {
        for (var step = 0; step < walk.Steps.Count; step++)
        {
            var (title, commands) = walk.Steps[step];
            screen.Heading($"{step + 1}  {screen.Say(title)}");
            foreach (var command in commands)
            {
                screen.Verbatim($"    {command}");
            }

            screen.Line();
        }

        screen.Line(screen.Say(
            $"The section opens at {Moments.Show(walk.Section.OpeningTime)} of the rehearsal's clock. PIN of all test keys: " +
            $"{ConsortiumFiles.TestPin}",
            $"标段于演练时钟 {Moments.Show(walk.Section.OpeningTime)} 开标。全部测试密钥的口令：{ConsortiumFiles.TestPin}"));
    }

    private static async Task<int> PlayAsync(DemoWalk walk, CancellationToken cancellationToken)
    {
        var script = Path.Combine(walk.Folder, "walk.sh");
        await File.WriteAllLinesAsync(script, ["set -ev", .. walk.Steps.SelectMany(step => step.Commands)], cancellationToken);
        using var shell = Process.Start(new ProcessStartInfo("sh", [script]))
            ?? throw CliException.Usage(
                "There is no shell called sh to play the walk with.",
                "没有名为 sh 的命令解释器，无法演示。");
        await shell.WaitForExitAsync(cancellationToken);
        return shell.ExitCode == 0
            ? ExitCode.Done
            : throw new CliException(
                ExitCode.Refused, $"A step of the walk ended with {shell.ExitCode}; its words stand above.",
                $"演示的一步以 {shell.ExitCode} 结束，原因见上文。");
    }
}
