namespace Ledger.Mutants;

/// <summary>A test project's programs, copied beside themselves by links so that one file can be replaced.</summary>
internal static class TestRun
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    /// <summary>Where a test project's file stands.</summary>
    internal static string ProjectFile(string root, string project) => Path.Combine(root, "tests", project, project + ".csproj");

    /// <summary>A folder below the project's own, so that tests find the repository above them.</summary>
    internal static string NewFolder(string root, string project) =>
        Directory.CreateDirectory(Path.Combine(root, "tests", project, "obj", "mutants", Path.GetRandomFileName())).FullName;

    /// <summary>
    /// Whether tests failed with the assembly at <paramref name="replaced"/> in place of the built one; null where no test ran.
    /// </summary>
    internal static async Task<bool?> FailsAsync(string root, string project, string filter, string? replaced)
    {
        var built = Path.Combine(root, "tests", project, "bin", "Release", "net10.0");
        var folder = NewFolder(root, project);
        try
        {
            var (code, output) = await Shell.RunAsync(root, Limit, "cp", "-al", built + "/.", folder).ConfigureAwait(false);
            if (code != 0)
            {
                throw new IOException($"{built} cannot be copied: {output}");
            }

            if (replaced is not null)
            {
                var place = Path.Combine(folder, Path.GetFileName(replaced));
                if (!File.Exists(place))
                {
                    throw new InvalidOperationException(
                        $"{project} does not use {Path.GetFileName(replaced)}: its tests cannot notice what is spoilt there.");
                }

                File.Delete(place); // the link, not what it leads to
                File.Copy(replaced, place);
            }

            string[] only = filter.Length == 0
                ? []
                : ["--TestCaseFilter:" + string.Join('|', filter.Split('|').Select(part => $"FullyQualifiedName~{part}"))];
            var run = await Shell.RunAsync(folder, Limit, ["dotnet", "vstest", Path.Combine(folder, project + ".dll"), .. only])
                .ConfigureAwait(false);
            return run.Code == 0 && !run.Output.Contains("Passed:", StringComparison.Ordinal) ? null : run.Code != 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
