using System.Runtime.InteropServices;
using Ledger.Cli;

using var stop = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
return await LedgerCommandLine.RunAsync(args, CliContext.Console, stop.Token);

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true; // the command ends in order
    stop.Cancel();
}
