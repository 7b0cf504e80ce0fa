using System.CommandLine;
using Ledger.Host;
using Ledger.Seeds;
using Ledger.Storage;
using Ledger.Terminal;
using Microsoft.Extensions.Logging;

namespace Ledger.Rehearsal.Up;

/// <summary><c>ledger up</c>: a four-validator consortium in this process, with the Zhuhai record played into it and audited.</summary>
internal sealed class UpCommand : ProgramCommand
{
    private const int WebPortsAbove = 10;

    private static readonly Option<string> Data = new("--data")
    {
        Description = "Folder of the consortium's data",
        DefaultValueFactory = _ => ".ledger",
    };

    private static readonly Option<bool> Fresh = new("--fresh") { Description = "Remove what an earlier run left there first" };
    private static readonly Option<string> Play = NewPlay();
    private static readonly Option<bool> Now = new("--now")
    {
        Description = "Begin a chain of today, by this computer's clock, instead of the record's December 2019",
    };

    private static readonly Option<bool> Headless = new("--headless")
    {
        Description = "Exit when all is done; non-zero unless the audit is ok",
    };

    private static readonly Option<string?> ReportPath = new("--report") { Description = "File to write the report to, as JSON" };
    private static readonly Option<int> Port = new("--port")
    {
        Description = "First gRPC port; each validator takes the next one, 0 any free ones",
        DefaultValueFactory = _ => 7300,
    };

    private static readonly Option<int?> WebPort = new("--web-port")
    {
        Description = "First port for browsers (gRPC-Web, and pages), likewise; none is served without this or --web-root",
    };

    private static readonly Option<string?> WebRoot = new("--web-root")
    {
        Description = "Folder of the pages for browsers, which may be built meanwhile; on --web-port, otherwise ten above --port",
    };

    private static readonly Option<bool> Open = new("--open")
    {
        Description = "Open the pages in a browser once the consortium stays up; wants --web-root",
    };

    private static readonly Option<string> Engine = NewEngine();
    private static readonly Option<bool> Verbose = new("--verbose") { Description = "Show the nodes' log" };

    internal UpCommand(CliContext context)
        : base(
            "up",
            "Start a test consortium of four validators in this process.",
            "ledger up --play zhuhai --data ./consortium --headless --report report.json")
    {
        foreach (var option in (Option[])[Data, Fresh, Now, Play, Engine, Headless, ReportPath, Port, WebPort, WebRoot, Open, Verbose])
        {
            Add(option);
        }

        Does(context, (run, cancellationToken) => RunAsync(
            new RehearsalOptions
            {
                DataDirectory = run.Value(Data),
                Fresh = run.Value(Fresh),
                IsNow = IsNowOf(run),
                OnEtcd = run.Value(Engine) == "etcd",
                Record = run.Value(Play) switch { "zhuhai" => RecordOptions.Zhuhai, "mini" => RecordOptions.Mini, _ => null },
                GrpcPort = run.Value(Port),
                WebPort = WebPortOf(run),
                WebRoot = run.Value(WebRoot),
            },
            run.Value(Headless), run.Value(ReportPath), run.Value(Verbose), IsOpenedOf(run), cancellationToken));
    }

    // The pages of a second consortium on this machine, with --port of its own, are beside those of the first.
    private static int? WebPortOf(CommandRun run) => run switch
    {
        _ when run.Value(WebPort) is { } port => port,
        _ when run.Value(WebRoot) is null => null,
        _ => run.Value(Port) is 0 ? 0 : run.Value(Port) + WebPortsAbove,
    };

    private static bool IsOpenedOf(CommandRun run) => run.Value(Open) && (run.Value(WebRoot) is null || run.Value(Headless))
        ? throw CliException.Usage(
            "--open opens the pages of --web-root while the consortium stays up: give --web-root, and no --headless.",
            "--open 打开 --web-root 的页面，且联盟须保持运行：请给出 --web-root，且不要 --headless。")
        : run.Value(Open);

    private static bool IsNowOf(CommandRun run) => run.Value(Now) && run.Value(Play) != "none"
        ? throw CliException.Usage(
            "--now begins a chain of today, and the record is of 2019 to 2021: give one of --now and --play.",
            "--now 以今日为起点，而记录为 2019 至 2021 年：--now 与 --play 只能取一。")
        : run.Value(Now);

    private static Option<string> NewPlay()
    {
        var play = new Option<string>("--play") { Description = "Record to play: zhuhai, mini or none", DefaultValueFactory = _ => "none" };
        play.AcceptOnlyFromAmong("zhuhai", "mini", "none");
        return play;
    }

    private static Option<string> NewEngine()
    {
        var engine = new Option<string>("--engine")
        {
            Description = "Where the order lies: embedded, or etcd, of which three members are started on this machine",
            DefaultValueFactory = _ => "embedded",
        };
        engine.AcceptOnlyFromAmong("embedded", "etcd");
        return engine;
    }

    private static async Task<int> RunAsync(
        RehearsalOptions options, bool headless, string? reportPath, bool verbose, bool open, CancellationToken cancellationToken)
    {
        var shown = verbose ? LogLevel.Information : LogLevel.Error;
        using var logging = NodeLogging.Create(Path.Combine(options.DataDirectory, "logs"), shown);
        try
        {
            await using var rehearsal = await ConsortiumRehearsal.StartAsync(options, logging, cancellationToken);
            var view = new UpView(CliContext.Console.NewScreen(isChinese: false, isWide: false));
            var work = rehearsal.RunAsync(view, cancellationToken);
            if (await Task.WhenAny(work, rehearsal.Halted) != work)
            {
                throw new RehearsalException($"A validator halted: {(await rehearsal.Halted).Message}");
            }

            var report = await work;
            if (reportPath is not null)
            {
                await ReportFile.WriteAsync(reportPath, report, cancellationToken);
            }

            if (!headless)
            {
                UpView.Next(rehearsal);
                if (open)
                {
                    Browser.Open(rehearsal.Pages!);
                }

                await StayUpAsync(rehearsal, cancellationToken);
            }

            return report.IsOk ? ExitCode.Done : ExitCode.Refused;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return headless ? ExitCode.Interrupted : ExitCode.Done;
        }
        catch (AddressTakenException e)
        {
            await Console.Error.WriteLineAsync(
                $"{e.Message} What to do: stop the program that listens there, or take other ports with --port N (four from N on; 0 " +
                $"takes any free ones).");
            return ExitCode.Usage;
        }
        catch (StorageException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return ExitCode.Usage;
        }
        catch (Exception e) when (e is RehearsalException or PlayException or IOException or InvalidDataException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return ExitCode.Refused;
        }
    }

    private static async Task StayUpAsync(ConsortiumRehearsal rehearsal, CancellationToken cancellationToken)
    {
        var asked = rehearsal.AnswerClockRequestsAsync(cancellationToken);
        await await Task.WhenAny(asked, rehearsal.Halted);
        throw new RehearsalException($"A validator halted: {(await rehearsal.Halted).Message}");
    }
}
