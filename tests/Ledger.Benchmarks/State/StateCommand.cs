using System.CommandLine;
using System.Text.Json.Nodes;

namespace Ledger.Benchmarks;

/// <summary><c>state</c>: what updates and proofs cost as the state grows.</summary>
internal static class StateCommand
{
    private static readonly Option<string> Keys = new("--keys")
    {
        Description = "Sizes to measure at: one, a list, or a range by tens",
        DefaultValueFactory = _ => "10000..1000000",
    };

    internal static Command Create()
    {
        var command = new Command(
            "state",
            "RocksDB and the Merkle trie: updates in blocks of 400, proofs and their checks, memory, by the number of keys.") { Keys,
            CommonOptions.Suite,
            CommonOptions.Json };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        var sizes = SizesOf(arguments.GetValue(Keys)!);
        var suite = arguments.GetValue(CommonOptions.Suite);
        Console.WriteLine(
            $"state: suite {suite}, blocks of {GrowingState.BlockKeys} changes, a quarter of them to keys that exist; 200 B values");
        Console.WriteLine(
            $"  {"keys",10} {"update us/key",14} {"write us/key",13} {"write B/key",12} {"proof B",8} {"prove us",9} {"check us",9} " +
            $"{"heap MiB",9} {"memory MiB",11}");
        using var state = new GrowingState(suite);
        var rows = new JsonArray();
        var measured = new List<StateRow>();
        foreach (var size in sizes)
        {
            var row = state.MeasureAt(size);
            measured.Add(row);
            Console.WriteLine(
                $"  {row.Keys,10:N0} {row.UpdateUs,14:F1} {row.WriteUs,13:F1} {row.WriteBytes,12:F0} {row.ProofBytes,8:F0} " +
                $"{row.ProveUs,9:F1} {row.CheckUs,9:F1} {row.HeapMiB,9:F0} {row.MemoryMiB,11:F0}");
            rows.Add(row.ToJson());
        }

        var report = new BenchmarkReport("state");
        report.AddRows("rows", rows);
        report.Add("update_ratio", "update, largest state to smallest", measured[^1].UpdateUs / measured[0].UpdateUs, 2);
        report.Add("check_ratio", "proof check, largest state to smallest", measured[^1].CheckUs / measured[0].CheckUs, 2);
        report.Finish(arguments.GetValue(CommonOptions.Json));
        return 0;
    }

    private static int[] SizesOf(string text)
    {
        if (text.Split("..") is not [var first, var last])
        {
            return [.. text.Split(',').Select(Number).Order()];
        }

        var sizes = new List<int>();
        for (long size = Number(first); size <= Number(last); size *= 10)
        {
            sizes.Add((int)size);
        }

        return [.. sizes];
    }

    // 10^6 is as good as 1000000.
    private static int Number(string text) => text.Split('^') is [var root, var power]
        ? (int)Math.Pow(int.Parse(root), int.Parse(power))
        : int.Parse(text);
}
