using System.CommandLine;
using Ledger.Cli.Up;

var root = new RootCommand("Ledger: a consortium ledger for public-resource trading.")
{
    UpCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
