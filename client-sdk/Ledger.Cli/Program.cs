using Ledger.Cli;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true; // the command ends in order
    stop.Cancel();
};
return await LedgerCommandLine.RunAsync(args, CliContext.Console, stop.Token);
