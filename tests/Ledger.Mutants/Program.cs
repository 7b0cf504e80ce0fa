using System.CommandLine;
using Ledger.Mutants;

var all = new Option<bool>("--all") { Description = "Every entry; otherwise one in eight, others each day." };
var only = new Option<string?>("--only") { Description = "Entries whose file, text or test project contains this." };
var jobs = new Option<int>("--jobs")
{
    Description = "Mutants at once.",
    DefaultValueFactory = _ => Math.Min(2, Environment.ProcessorCount),
};
var root = new RootCommand(
    "Spoils one line at a time, as tests/mutants.tsv says, and expects the named tests to fail. Exit code 1: a spoilt line " +
    "survived.") { all,
    only,
    jobs };
root.SetAction(
    (parsed, cancellationToken) =>
        new MutantRun(parsed.GetValue(all), parsed.GetValue(only), parsed.GetValue(jobs)).RunAsync(cancellationToken));
return await root.Parse(args).InvokeAsync();
