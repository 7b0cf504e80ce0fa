using System.CommandLine;
using Ledger.Host;
using Ledger.Host.Member;
using Ledger.Ordering;
using Ledger.Server.Configuration;
using Ledger.Terminal;
using Microsoft.Extensions.Logging;

namespace Ledger.Server.Commands;

/// <summary>Runs one validator of a consortium across machines until it is stopped, or says what is wrong with its configuration.</summary>
internal sealed class NodeCommand : ProgramCommand
{
    private static readonly Option<string> File = new("--config")
    {
        Description = "The configuration.",
        HelpName = "FILE",
        Required = true,
    };

    private static readonly Option<bool> Check = new("--check")
    {
        Description = "Only say everything that is wrong with it, keys, certificates and PINs included.",
    };

    internal NodeCommand(CliContext context)
        : base(
            "node",
            "Run and serve one validator whose order lies in the members' etcd, until Ctrl-C or SIGTERM.",
            "ledger node --config zhuhai/node.json")
    {
        Add(File);
        Add(Check);
        Add(SettingOverrides.Set);
        Does(context, RunAsync);
    }

    private static async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        using var opened = CheckedMember.Open(MemberConfiguration.Read(run.Value(File), SettingOverrides.Of(run)));
        if (run.Value(Check))
        {
            run.Report.Show(("configuration", "配置"), new Document
            {
                ["chain_id"] = opened.Options.Genesis.ChainId,
                ["data"] = opened.Options.DataDirectory,
                ["name"] = opened.Options.Validator.Name,
                ["peers"] = Datum.List(opened.Options.Peers.Peers.Select(peer => (Datum?)peer.Name).OfType<Datum>()),
            });
            return ExitCode.Done;
        }

        using var logging = NodeLogging.Create(opened.Logs, LogLevel.Information);
        try
        {
            using var traces = opened.ExportTraces();
            await using var node = await MemberNode.StartAsync(opened.Options, logging, cancellationToken);
            await using var metrics = await opened.ServeMetricsAsync(logging, cancellationToken);
            var name = opened.Options.Validator.Name;
            run.Report.ShowItem(
                new Document
                {
                    ["name"] = name,
                    ["validator"] = node.Id,
                    ["height"] = node.Runner.Core.Chain.Head.Height,
                    ["grpc"] = node.Server.GrpcAddress.ToString(),
                    ["web"] = node.Server.WebAddress?.ToString(),
                    ["peer"] = node.PeerAddress.ToString(),
                    ["metrics"] = metrics?.Address.ToString(),
                },
                ($"{name} serves {node.Server.GrpcAddress} {node.Server.WebAddress}".TrimEnd(),
                    $"{name} 服务于 {node.Server.GrpcAddress} {node.Server.WebAddress}".TrimEnd()));
            var halted = await node.Runner.Halted.WaitAsync(cancellationToken);
            throw new CliException(
                halted is OrderingException { Error: OrderingError.RunsElsewhere } ? ExitCode.RunsElsewhere : ExitCode.Refused,
                $"The validator halted: {halted.Message}");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCode.Done;
        }
        catch (IOException e) when (e is AddressTakenException || e.InnerException is System.Net.Sockets.SocketException
            or Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw CliException.Usage(
                $"{e.Message.TrimEnd('.')}. What to do: stop the program that listens there, or name other ports or another address in " +
                "the configuration.");
        }
    }
}
