using System.Text.Json;

namespace Ledger.Mutants;

/// <summary>Compiles one project with one source replaced, with the very options of its build, through the compiler's server.</summary>
internal sealed class Compiler
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private static readonly string[] Outputs = ["/out:", "/refout:", "/doc:", "/warnaserror", "/analyzerconfig:", "/additionalfile:"];
    private readonly string _folder;
    private readonly string _compiler;
    private readonly IReadOnlyList<string> _arguments;

    private Compiler(string project, string compiler, IReadOnlyList<string> arguments)
    {
        (_folder, _compiler, _arguments) = (Path.GetDirectoryName(project)!, compiler, arguments);
        AssemblyName = Path.GetFileName(arguments.Single(argument => argument.StartsWith("/out:", StringComparison.Ordinal)).Trim('"'));
    }

    /// <summary>The file that the project makes; a project may call it otherwise than itself.</summary>
    internal string AssemblyName { get; }

    /// <summary>Asks the build how it calls the compiler for a project.</summary>
    internal static async Task<Compiler> OfAsync(string project)
    {
        var (code, output) = await Shell.RunAsync(
            Path.GetDirectoryName(project)!, Limit, "dotnet", "msbuild", project, "-t:ResolveReferences;CoreCompile",
            "-p:Configuration=Release",
            "-p:BuildProjectReferences=false", "-p:NonExistentFile=__none__", "-p:ProvideCommandLineArgs=true",
            "-p:SkipCompilerExecution=true",
            "-getItem:CscCommandLineArgs", "-getProperty:RoslynTargetsPath").ConfigureAwait(false);
        if (code != 0)
        {
            throw new InvalidOperationException($"The build does not say how {project} is compiled:{Environment.NewLine}{output}");
        }

        using var answer = JsonDocument.Parse(output);
        var compiler = Path.Combine(
            answer.RootElement.GetProperty("Properties").GetProperty("RoslynTargetsPath").GetString()!, "bincore", "csc.dll");
        var arguments = answer.RootElement.GetProperty("Items").GetProperty("CscCommandLineArgs").EnumerateArray()
            .Select(item => item.GetProperty("Identity").GetString()!);
        return new Compiler(project, compiler, [.. arguments]);
    }

    /// <summary>
    /// Compiles with <paramref name="source"/> in the place of <paramref name="file"/>; null, or why it does not compile.
    /// </summary>
    internal async Task<string?> CompileAsync(string file, string source, string into)
    {
        // A name of its own in the same folder would be taken up by the next build; the compiler does not mind where a source lies.
        var spoilt = Path.Combine(into, Path.GetFileName(file));
        await File.WriteAllTextAsync(spoilt, source).ConfigureAwait(false);
        var full = Path.GetFullPath(file);
        var kept = _arguments
            .Where(argument => !Outputs.Any(output => argument.StartsWith(output, StringComparison.Ordinal)))
            .Select(argument => Path.GetFullPath(argument.Trim('"'), _folder) == full ? spoilt : argument)
            .Append("/warnaserror-").Append("/nowarn:CS0162,CS0219,CS0168,CS1591").Append("/skipanalyzers+")
            .Append($"/out:{Path.Combine(into, AssemblyName)}");
        var response = Path.Combine(into, "compile.rsp");
        await File.WriteAllLinesAsync(response, kept.Select(Quoted)).ConfigureAwait(false);
        var (code, output) = await Shell.RunAsync(_folder, Limit, "dotnet", _compiler, "/noconfig", "/shared", $"@{response}")
            .ConfigureAwait(false);
        return code == 0 ? null : output;
    }

    private static string Quoted(string argument) =>
        argument.Contains(' ', StringComparison.Ordinal) &&
            !argument.Contains('"', StringComparison.Ordinal) ? $"\"{argument}\"" : argument;
}
