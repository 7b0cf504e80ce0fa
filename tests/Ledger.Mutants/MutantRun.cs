using System.Collections.Concurrent;
using System.Diagnostics;

namespace Ledger.Mutants;

/// <summary>Spoils, compiles and tests the chosen entries, and reports those that survive.</summary>
internal sealed class MutantRun(bool all, string? only, int jobs)
{
    private const int SampleOneIn = 8;
    private readonly string _root = Directory.GetCurrentDirectory();
    private readonly ConcurrentDictionary<string, Lazy<Task<Compiler>>> _compilers = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<string> _bad = [];
    private int _killed;

    /// <summary>0: every chosen entry was killed. 1: some survived, did not compile, or name no test. 2: the list is stale.</summary>
    internal async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<Mutant> mutants;
        try
        {
            mutants = [.. MutantList.Read(_root).Where(IsChosen)];
        }
        catch (InvalidDataException e)
        {
            await Console.Error.WriteLineAsync(e.Message).ConfigureAwait(false);
            return 2;
        }

        var clock = Stopwatch.StartNew();
        Console.WriteLine($"{mutants.Count} mutants.");
        var limited = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, jobs), CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(
            mutants.GroupBy(mutant => mutant.TestProject, StringComparer.Ordinal), limited, (group, _) => CheckUnspoiltAsync(group))
            .ConfigureAwait(false);
        await Parallel.ForEachAsync(mutants, limited, (mutant, _) => TryAsync(mutant)).ConfigureAwait(false);
        foreach (var line in _bad.Order(StringComparer.Ordinal))
        {
            Console.WriteLine(line);
        }

        Console.WriteLine($"{_killed} of {mutants.Count} killed, in {clock.Elapsed.TotalSeconds:F0} s.");
        return _killed == mutants.Count && _bad.IsEmpty && mutants.Count > 0 ? 0 : 1;
    }

    private bool IsChosen(Mutant mutant) => only is null
        ? all || (mutant.Line + DateTime.UtcNow.DayOfYear) % SampleOneIn == 0
        : mutant.File.Contains(only, StringComparison.OrdinalIgnoreCase) || mutant.Text.Contains(only, StringComparison.Ordinal)
            || mutant.TestProject.Contains(only, StringComparison.OrdinalIgnoreCase);

    // Tests that fail without any spoiling would call every mutant killed.
    private async ValueTask CheckUnspoiltAsync(IGrouping<string, Mutant> group)
    {
        var filter = group.Any(mutant => mutant.Filter.Length == 0)
            ? string.Empty
            : string.Join('|', group.Select(mutant => mutant.Filter).Distinct(StringComparer.Ordinal));
        if (await TestRun.FailsAsync(_root, group.Key, filter, null).ConfigureAwait(false) is not false)
        {
            _bad.Add($"INVALID   {group.Key}: tests fail, or none runs, without any spoiling.");
        }
    }

    private async ValueTask TryAsync(Mutant mutant)
    {
        var file = Path.Combine(_root, mutant.File);
        var folder = TestRun.NewFolder(_root, mutant.TestProject);
        try
        {
            var compiler = await _compilers.GetOrAdd(
                mutant.ProjectOf(_root), project => new Lazy<Task<Compiler>>(() => Compiler.OfAsync(project))).Value.ConfigureAwait(false);
            if (await compiler.CompileAsync(file, mutant.Apply(await File.ReadAllTextAsync(file).ConfigureAwait(false)), folder)
                .ConfigureAwait(false) is { } errors)
            {
                _bad.Add($"INVALID   {mutant}{Environment.NewLine}{errors}");
                return;
            }

            switch (await TestRun.FailsAsync(_root, mutant.TestProject, mutant.Filter, Path.Combine(folder, compiler.AssemblyName))
                .ConfigureAwait(false))
            {
                case true:
                    Interlocked.Increment(ref _killed);
                    Console.WriteLine($"killed    {mutant}");
                    break;
                case false:
                    _bad.Add($"SURVIVED  {mutant}  ({mutant.TestProject} {mutant.Filter})");
                    Console.WriteLine($"SURVIVED  {mutant}");
                    break;
                default:
                    _bad.Add($"INVALID   {mutant}: no test of {mutant.TestProject} has '{mutant.Filter}' in its name.");
                    break;
            }
        }
        catch (Exception e) when (e is InvalidOperationException or InvalidDataException)
        {
            _bad.Add($"INVALID   {mutant}: {e.Message}"); // one row that is wrong ends no run
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
