using Grpc.Core;
using Grpc.Net.Client;
using Ledger.Ordering.Etcd.Members;
using Ledger.Protocol.V1;
using Ledger.Server.Founding;
using Ledger.Terminal;

namespace Ledger.Server.Net;

/// <summary>
/// A whole consortium as separate processes of this machine, from the folders that <c>ledger init</c> made: a node for each member, and the
/// members' etcd.
/// </summary>
internal sealed class ConsortiumNet
{
    private const string LockName = "lock";
    private const int PauseMs = 50;
    private const int LinesShown = 5;
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan UpMax = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan StopMax = TimeSpan.FromSeconds(30);
    private readonly string _root;

    /// <summary>The consortium of a folder.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="launcher">
    /// What a member's commands begin with, by its name: <c>ip netns exec NAME</c> for one with a network of its own; null for nothing.
    /// </param>
    internal ConsortiumNet(string root, Func<string, IReadOnlyList<string>>? launcher = null)
    {
        _root = Path.GetFullPath(root);
        Members = NetMember.ReadAll(_root, launcher);
    }

    /// <summary>Its members, by name.</summary>
    internal IReadOnlyList<NetMember> Members { get; }

    /// <summary>Every program, in the order in which they are started: nodes go on by themselves once the etcd is there.</summary>
    internal IEnumerable<NetProgram> Programs =>
        Members.Select(member => member.Etcd).OfType<NetProgram>().Concat(Members.Select(member => member.Node));

    /// <summary>Starts what does not run, and waits until every node answers.</summary>
    /// <param name="told">Hears of each program once it runs, and whether it was started just now.</param>
    /// <param name="cancellationToken">Ends the waiting; what was started runs on.</param>
    /// <exception cref="CliException">etcd is missing, or a program has ended; the message has the end of its log.</exception>
    internal async Task UpAsync(Action<NetProgram, bool> told, CancellationToken cancellationToken)
    {
        if (!File.Exists(EtcdProcess.Program))
        {
            throw CliException.Usage(
                $"{EtcdProcess.Program} is missing. What to do: apt-get install etcd-server.",
                $"缺少 {EtcdProcess.Program}。请运行 apt-get install etcd-server。");
        }

        using var held = Hold();
        var started = new Dictionary<NetProgram, bool>();
        foreach (var program in Programs)
        {
            started[program] = await program.StartAsync(cancellationToken);
        }

        foreach (var member in Members)
        {
            await UntilAnswersAsync(member, cancellationToken);
            foreach (var program in new[] { member.Etcd, member.Node }.OfType<NetProgram>())
            {
                RequireRunning(program);
                told(program, started[program]);
            }
        }
    }

    /// <summary>Ends everything, nodes first, so that what they still order finds an etcd.</summary>
    /// <param name="told">Hears of each program once it is gone, and what it was before.</param>
    /// <exception cref="CliException">A process is another user's.</exception>
    internal async Task DownAsync(Action<NetProgram, ProcessStanding> told)
    {
        using var held = Hold();
        foreach (var group in new[] { Members.Select(member => member.Node), Members.Select(member => member.Etcd).OfType<NetProgram>() })
        {
            var ended = await Task.WhenAll(group.Select(async program =>
            {
                var before = program.Process.Standing;
                await program.Process.StopAsync(StopMax);
                return (program, before);
            }));
            foreach (var (program, before) in ended)
            {
                told(program, before);
            }
        }
    }

    /// <summary>Asks a node how it stands; null where it does not answer.</summary>
    internal static async Task<NodeStatus?> AskAsync(NetMember member, CancellationToken cancellationToken)
    {
        using var channel = GrpcChannel.ForAddress(member.GrpcAddress);
        try
        {
            return await new LedgerNode.LedgerNodeClient(channel).GetStatusAsync(
                new GetStatusRequest(), deadline: DateTime.UtcNow + AnswerMax, cancellationToken: cancellationToken);
        }
        catch (RpcException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    // One command at a time starts or stops something here.
    private FileStream Hold()
    {
        var folder = Path.Combine(_root, FoundingFolder.RunName);
        NewFiles.Folder(folder);
        try
        {
            return new FileStream(Path.Combine(folder, LockName), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        }
        catch (IOException e) when (e is not FileNotFoundException and not DirectoryNotFoundException)
        {
            throw CliException.Usage(
                $"{folder} cannot be held: another ledger net up or down is at work here. Let it end first. ({e.Message})",
                $"无法占用 {folder}：另一个 ledger net up 或 down 正在运行，请等待其结束。（{e.Message}）");
        }
    }

    private static async Task UntilAnswersAsync(NetMember member, CancellationToken cancellationToken)
    {
        var clock = TimeProvider.System;
        for (var began = clock.GetTimestamp(); await AskAsync(member, cancellationToken) is null;
            await Task.Delay(PauseMs, cancellationToken))
        {
            RequireRunning(member.Node);
            if (clock.GetElapsedTime(began) > UpMax)
            {
                throw Ended(member.Node, "does not answer", "没有应答");
            }
        }
    }

    private static void RequireRunning(NetProgram program)
    {
        if (program.Process.Id is null)
        {
            throw Ended(program, "has ended", "已退出");
        }
    }

    private static CliException Ended(NetProgram program, string english, string chinese)
    {
        var lines = string.Concat(program.LastLines(LinesShown).Select(line => $"\n  {line}"));
        return new CliException(
            ExitCode.Unreachable,
            $"{Path.GetFileName(program.Record)} {english}; the others run on. The end of {program.Log}:{lines}",
            $"{Path.GetFileName(program.Record)} {chinese}；其余继续运行。{program.Log} 末尾：{lines}");
    }
}
