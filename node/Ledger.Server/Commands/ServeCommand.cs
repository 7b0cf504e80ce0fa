using System.CommandLine;
using Ledger.Host;
using Ledger.Host.Consortium;
using Ledger.Server.Configuration;
using Ledger.Terminal;
using Microsoft.Extensions.Logging;

namespace Ledger.Server.Commands;

/// <summary>Serves the validators of a configuration until it is stopped.</summary>
internal sealed class ServeCommand : ProgramCommand
{
    private static readonly Argument<string> File = new("FILE") { Description = "The configuration." };

    internal ServeCommand(CliContext context)
        : base("serve", "Run and serve a chain's validators in this process, until Ctrl-C or SIGTERM.", "ledger serve node.json")
    {
        Add(File);
        Add(SettingOverrides.Set);
        Does(context, ServeAsync);
    }

    private static async Task<int> ServeAsync(CommandRun run, CancellationToken cancellationToken)
    {
        using var opened = CheckedConfiguration.Open(ServerConfiguration.Read(run.Value(File), SettingOverrides.Of(run)));
        using var logging = NodeLogging.Create(opened.Logs, LogLevel.Information);
        try
        {
            using var traces = opened.ExportTraces();
            await using var consortium = await LocalConsortium.StartAsync(opened.Options, logging, cancellationToken);
            await using var metrics = await opened.ServeMetricsAsync(logging, cancellationToken);
            foreach (var node in consortium.Nodes)
            {
                run.Report.ShowItem(
                    new Document
                    {
                        ["name"] = node.Name,
                        ["validator"] = node.Id,
                        ["height"] = node.Runner.Core.Chain.Head.Height,
                        ["grpc"] = node.Server.GrpcAddress.ToString(),
                        ["web"] = node.Server.WebAddress?.ToString(),
                        ["metrics"] = metrics?.Address.ToString(),
                    },
                    ($"{node.Name} serves {node.Server.GrpcAddress} {node.Server.WebAddress}".TrimEnd(),
                        $"{node.Name} 服务于 {node.Server.GrpcAddress} {node.Server.WebAddress}".TrimEnd()));
            }

            var halted = await consortium.Halted.WaitAsync(cancellationToken);
            throw new CliException(ExitCode.Refused, $"A validator halted: {halted.Message}");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCode.Done;
        }
        catch (AddressTakenException e)
        {
            throw CliException.Usage(
                $"{e.Message} What to do: stop the program that listens there, or name other ports or another address in the " +
                "configuration.");
        }
    }
}
