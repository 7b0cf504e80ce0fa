using System.CommandLine;
using Ledger.Host;
using Ledger.Rehearsal;
using Ledger.Seeds;
using Ledger.Storage;
using Microsoft.Extensions.Logging;

namespace Ledger.Cli.Up;

/// <summary><c>ledger up</c>: a four-validator consortium in this process, with the Zhuhai record played into it and audited.</summary>
internal static class UpCommand
{
    private const string Example = "ledger up --play zhuhai --data ./consortium --headless --report report.json";

    internal static Command Create()
    {
        var data = new Option<string>("--data") { Description = "Folder of the consortium's data", DefaultValueFactory = _ => ".ledger" };
        var fresh = new Option<bool>("--fresh") { Description = "Remove what an earlier run left there first" };
        var play = new Option<string>("--play") { Description = "Record to play: zhuhai, mini or none", DefaultValueFactory = _ => "none" };
        play.AcceptOnlyFromAmong("zhuhai", "mini", "none");
        var headless = new Option<bool>("--headless") { Description = "Exit when all is done; non-zero unless the audit is ok" };
        var report = new Option<string?>("--report") { Description = "File to write the report to, as JSON" };
        var port = new Option<int>("--port")
        {
            Description = "First gRPC port; each validator takes the next one, 0 any free ones",
            DefaultValueFactory = _ => 7300,
        };
        var webPort = new Option<int?>("--web-port")
        {
            Description = "First gRPC-Web port, for browsers, likewise; none is served where this is not given",
        };
        var verbose = new Option<bool>("--verbose") { Description = "Show the nodes' log" };
        var command = new Command("up", $"Start a test consortium of four validators in this process.\n\nExample:\n  {Example}")
        {
            data, fresh, play, headless, report, port, webPort, verbose,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var options = new RehearsalOptions
            {
                DataDirectory = parsed.GetRequiredValue(data),
                Fresh = parsed.GetValue(fresh),
                Record = parsed.GetRequiredValue(play) switch { "zhuhai" => RecordOptions.Zhuhai, "mini" => RecordOptions.Mini, _ => null },
                GrpcPort = parsed.GetValue(port),
                WebPort = parsed.GetValue(webPort),
            };
            return RunAsync(options, parsed.GetValue(headless), parsed.GetValue(report), parsed.GetValue(verbose), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        RehearsalOptions options, bool headless, string? reportPath, bool verbose, CancellationToken cancellationToken)
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
        var halted = await rehearsal.Halted.WaitAsync(cancellationToken);
        throw new RehearsalException($"A validator halted: {halted.Message}");
    }
}
