using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Ledger.Benchmarks.Peers;

/// <summary>A process of a peer: its last words, and the CPU time of it and all that it started.</summary>
internal sealed class PeerProcess : IDisposable
{
    private const int WordsMax = 20;
    private const int TicksPerSecond = 100; // USER_HZ of every Linux that .NET runs on
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _words = new();

    internal PeerProcess(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_ROLL_FORWARD"] = "Major";
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The last lines that it wrote.</summary>
    internal string Words => string.Join('\n', _words);

    /// <summary>Whether it has ended.</summary>
    internal bool HasExited => _process.HasExited;

    internal int ExitCode => _process.ExitCode;

    /// <summary>Waits until it has ended.</summary>
    internal Task EndAsync(CancellationToken cancellationToken) => _process.WaitForExitAsync(cancellationToken);

    /// <summary>User and system time so far, of its descendants that still run too.</summary>
    internal TimeSpan Cpu
    {
        get
        {
            var all = Directory.EnumerateDirectories("/proc").Select(folder => ReadStat(Path.GetFileName(folder))).OfType<Stat>().ToList();
            var own = new HashSet<int> { _process.Id };
            while (all.Any(one => own.Contains(one.Parent) && own.Add(one.Id)))
            {
                // another generation
            }

            return TimeSpan.FromSeconds((double)all.Where(one => own.Contains(one.Id)).Sum(one => one.Ticks) / TicksPerSecond);
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private static Stat? ReadStat(string id)
    {
        if (!int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        try
        {
            // The name, in parentheses, may hold anything; what follows it does not.
            var text = File.ReadAllText($"/proc/{id}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return new Stat(
                number, int.Parse(fields[1], CultureInfo.InvariantCulture),
                long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return null; // it has just ended
        }
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is { } words)
        {
            _words.Enqueue(words);
            if (_words.Count > WordsMax)
            {
                _words.TryDequeue(out _);
            }
        }
    }

    private sealed record Stat(int Id, int Parent, long Ticks);
}
