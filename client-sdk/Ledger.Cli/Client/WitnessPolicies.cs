using Ledger.Client;
using Ledger.Client.Witnesses;
using Ledger.Protocol.Json;
using Ledger.Witness.Policies;

namespace Ledger.Cli.Client;

/// <summary>Policies of witnesses in files.</summary>
internal static class WitnessPolicies
{
    /// <summary>Demands what the person's policy asks for; the proof of a fork is kept beside it.</summary>
    internal static LedgerClientOptions Apply(Invocation invocation, LedgerClientOptions options) =>
        invocation.Common(ClientOptions.Witnesses, "LEDGER_WITNESSES") is { } path
            ? options with
            {
                Witnesses = Read(path),
                OnFork = fork => ForkFiles.Keep(fork, FolderOf(path), invocation.Warnings),
            }
            : options;

    /// <summary>The policy; its witnesses' relative paths are relative to its folder.</summary>
    /// <exception cref="CliException">It is none; every fault is named.</exception>
    private static WitnessPolicy Read(string path)
    {
        var faults = new List<JsonFault>();
        var policy = WitnessPolicy.Read(EncodedFile.ReadAll(path), faults)
            ?? throw CliException.Usage(
                $"{path} is no policy of witnesses: {string.Join(" ", faults.Select(fault => $"{fault.Place}: {fault.English}"))}",
                $"{path} 不是见证策略：{string.Join(" ", faults.Select(fault => $"{fault.Place}：{fault.Chinese}"))}");
        var folder = FolderOf(path);
        return policy with
        {
            Witnesses =
            [
                .. policy.Witnesses.Select(
                    one => PublicFile.IsAddress(one.Note) ? one : one with { Note = Path.Combine(folder, one.Note) }),
            ],
        };
    }

    private static string FolderOf(string path) => Path.GetDirectoryName(Path.GetFullPath(path))!;
}
