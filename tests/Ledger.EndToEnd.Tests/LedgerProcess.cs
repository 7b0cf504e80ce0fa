using System.Diagnostics;
using System.Text;

namespace Ledger.EndToEnd.Tests;

/// <summary>The rehearsal's program as a process of its own, as its users run it.</summary>
internal sealed class LedgerProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private LedgerProcess(Process process) => _process = process;

    internal string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    internal static LedgerProcess Start(params string[] arguments) => Start([], arguments);

    internal static LedgerProcess Start((string Name, string Value)[] environment, params string[] arguments)
    {
        // Whoever started the tests in the background has SIGINT ignored, and a child inherits that: no Ctrl-C would reach it.
        var start = new ProcessStartInfo("env") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("--default-signal=INT");
        foreach (var (name, value) in environment)
        {
            start.ArgumentList.Add($"{name}={value}");
        }

        start.ArgumentList.Add("dotnet");
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "ledger-rehearsal.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var started = new LedgerProcess(new Process { StartInfo = start });
        started._process.OutputDataReceived += started.Keep;
        started._process.ErrorDataReceived += started.Keep;
        started._process.Start();
        started._process.BeginOutputReadLine();
        started._process.BeginErrorReadLine();
        return started;
    }

    internal static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        return (await process.ExitAsync(), process.Output);
    }

    internal async Task<int> ExitAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    internal async Task WaitForAsync(string text)
    {
        for (var tries = 0; !Output.Contains(text, StringComparison.Ordinal); tries++)
        {
            Assert.True(tries < 3_000 && !_process.HasExited, $"'{text}' did not come. Output:\n{Output}");
            await Task.Delay(100);
        }
    }

    /// <summary>Waits until `up` has said everything that it says of the consortium that stays up, its addresses too.</summary>
    internal Task WaitUntilUpAsync() => WaitForAsync("# a first walk"); // of its last line: lines arrive one by one

    internal void Kill() => _process.Kill();

    internal void Interrupt() => Process.Start("kill", ["-INT", $"{_process.Id}"]).WaitForExit();

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_output)
        {
            _output.AppendLine(line.Data);
        }
    }
}
