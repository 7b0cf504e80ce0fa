using Ledger.Server.Configuration;
using Ledger.Server.Founding;
using Ledger.Terminal;

namespace Ledger.Server.Net;

/// <summary>One member of a consortium that runs on this machine: its folder, as <c>ledger init</c> made it.</summary>
internal sealed class NetMember
{
    private const string NodeProgram = "ledger-node.dll";

    private NetMember(string root, string folder, Func<string, IReadOnlyList<string>> launcher)
    {
        Folder = folder;
        Configuration = MemberConfiguration.Read(Path.Combine(folder, FoundingFolder.Node), SettingOverrides.None);
        Name = Path.GetFileName(folder);
        Node = new NetProgram(
            Name, folder, Path.Combine(root, FoundingFolder.RunName, $"{Name}.node"), Path.Combine(folder, "node.log"),
            [.. launcher(Name), "dotnet", Path.Combine(AppContext.BaseDirectory, NodeProgram), "node", "--config", FoundingFolder.Node],
            new Dictionary<string, string>());
        var settings = Path.Combine(folder, FoundingFolder.EtcdSettings);
        if (File.Exists(settings))
        {
            var variables = EtcdSettings.Read(settings);
            Etcd = new NetProgram(
                Name, folder, Path.Combine(root, FoundingFolder.RunName, $"{Name}.etcd"), Path.Combine(folder, "etcd.log"),
                [.. launcher(Name), Ordering.Etcd.Members.EtcdProcess.Program], variables);
            EtcdAddress = new Uri(variables[EtcdSettings.ClientAddress]);
        }
    }

    /// <summary>Its name: of its folder, and of its node.</summary>
    internal string Name { get; }

    internal string Folder { get; }

    internal MemberConfiguration Configuration { get; }

    /// <summary>Its node.</summary>
    internal NetProgram Node { get; }

    /// <summary>Its member of the etcd; null where it runs none.</summary>
    internal NetProgram? Etcd { get; }

    /// <summary>Where nodes reach its member of the etcd.</summary>
    internal Uri? EtcdAddress { get; }

    /// <summary>Where clients reach its node from this machine.</summary>
    internal Uri GrpcAddress => new(
        $"http://{(Configuration.Address is "0.0.0.0" or "::" ? "127.0.0.1" : Configuration.Address)}:{Configuration.GrpcPort}");

    /// <summary>The members of a folder, by name, and what the commands of each begin with.</summary>
    /// <exception cref="CliException">It is no folder of a consortium, or of one that no single machine can run.</exception>
    /// <exception cref="InvalidDataException">A configuration cannot be read; the message says why.</exception>
    internal static IReadOnlyList<NetMember> ReadAll(string root, Func<string, IReadOnlyList<string>>? launcher = null)
    {
        var folders = !Directory.Exists(root) ? [] : Directory.GetDirectories(root)
            .Where(folder => File.Exists(Path.Combine(folder, FoundingFolder.Node))).Order(StringComparer.Ordinal).ToList();
        if (folders.Count == 0)
        {
            throw CliException.Usage(
                $"{root} is no folder of a consortium: none of its folders has a {FoundingFolder.Node}. Make one with ledger init.",
                $"{root} 不是联盟目录：其下没有含 {FoundingFolder.Node} 的目录。请先用 ledger init 创建。");
        }

        return [.. folders.Select(folder => new NetMember(root, folder, launcher ?? (static _ => [])))];
    }
}

/// <summary>A program of a member.</summary>
/// <param name="Member">The member's name.</param>
/// <param name="Folder">Where it is started.</param>
/// <param name="Record">Where its process is recorded.</param>
/// <param name="Log">Where it logs to.</param>
/// <param name="Command">The program and its arguments.</param>
/// <param name="Variables">Its environment, beside this program's own.</param>
internal sealed record NetProgram(
    string Member, string Folder, string Record, string Log, IReadOnlyList<string> Command, IReadOnlyDictionary<string, string> Variables)
{
    /// <summary>Its process, which need not run.</summary>
    internal RecordedProcess Process { get; } = new(Record);

    /// <summary>Starts it where it does not run; returns whether it did.</summary>
    internal async Task<bool> StartAsync(CancellationToken cancellationToken)
    {
        if (Process.Id is not null)
        {
            return false;
        }

        await Process.StartAsync(Folder, Log, Command, Variables, cancellationToken);
        return true;
    }

    /// <summary>The last lines of its log.</summary>
    internal IReadOnlyList<string> LastLines(int lines)
    {
        const int BytesMax = 256 * 1024;
        if (!File.Exists(Log))
        {
            return [];
        }

        using var file = new FileStream(Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        file.Seek(-Math.Min(BytesMax, file.Length), SeekOrigin.End);
        using var reader = new StreamReader(file);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(lines)];
    }
}
