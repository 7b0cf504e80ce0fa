using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Ledger.Host.Member;
using Ledger.Server.Configuration;
using Ledger.Server.Founding;
using Ledger.Terminal;

namespace Ledger.Server.Net;

/// <summary>
/// A process that outlives its starter and is found again by a record: its id, the instant at which it was started, and the machine's boot.
/// The process writes the record itself before it becomes the program, so none ever runs without one; and an id that the system has given
/// to another process since is not taken for it.
/// </summary>
internal sealed class RecordedProcess
{
    private const int Terminate = 15;
    private const int Kill = 9;
    private const int Continue = 18;
    private const int NoSuchProcess = 3;
    private const long LogBytesMax = 16 * 1024 * 1024;
    private const int PauseMs = 20;
    private static readonly TimeSpan RecordMax = TimeSpan.FromSeconds(10);

    // A session of its own, so that neither Ctrl-C nor a closed terminal reaches it. $0 is the record, $1 the log.
    private const string Script = """
        exec </dev/null >>"$1" 2>&1
        printf '%s %s %s\n' "$$" "$(cut -d ' ' -f 22 "/proc/$$/stat")" "$(cat /proc/sys/kernel/random/boot_id)" >"$0.new" || exit 70
        mv "$0.new" "$0" || exit 70
        shift
        exec "$@"
        """;

    private readonly string _record;

    /// <summary>The process of a record, which need not be there.</summary>
    internal RecordedProcess(string record) => _record = record;

    /// <summary>Its id; null where it does not run.</summary>
    internal int? Id => Find(out _);

    /// <summary>What has become of it.</summary>
    internal ProcessStanding Standing => Find(out var isPaused) is null
        ? File.Exists(_record) ? ProcessStanding.Lost : ProcessStanding.Stopped
        : isPaused ? ProcessStanding.Paused : ProcessStanding.Running;

    /// <summary>Starts a program; returns once its record is written.</summary>
    /// <exception cref="CliException">The record cannot be written, as on a full disk; then the program was not started.</exception>
    internal async Task StartAsync(
        string folder, string log, IReadOnlyList<string> program, IReadOnlyDictionary<string, string> variables,
        CancellationToken cancellationToken)
    {
        File.Delete(_record);
        if (new FileInfo(log) is { Exists: true, Length: > LogBytesMax })
        {
            File.Move(log, $"{log}.1", overwrite: true);
        }

        var start = new ProcessStartInfo("setsid", ["sh", "-c", Script, _record, log, .. program]) { WorkingDirectory = folder };
        // What one member's shell says must not become every member's: each is as its folder says.
        foreach (var name in start.Environment.Keys.Where(IsSetting).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start) ?? throw new IOException("setsid could not be started.");
        var began = Stopwatch.GetTimestamp();
        while (!File.Exists(_record))
        {
            if (process.HasExited || Stopwatch.GetElapsedTime(began) > RecordMax)
            {
                throw CliException.Usage(
                    $"{program[0]} was not started: its record {_record} could not be written. See that the disk has room and the folder " +
                    "is yours.",
                    $"未能启动 {program[0]}：无法写入记录 {_record}。请检查磁盘空间和目录权限。");
            }

            await Task.Delay(PauseMs, cancellationToken);
        }
    }

    /// <summary>
    /// Ends it: asks, and ends it at once where it has not gone in time. Returns whether it had to; its record is gone afterwards.
    /// </summary>
    /// <exception cref="CliException">It is another user's, or waits for its disk.</exception>
    internal async Task<bool> StopAsync(TimeSpan patience)
    {
        Signal(Terminate);
        Signal(Continue); // one that is held would not hear
        var hasGone = await GoneWithinAsync(patience);
        if (!hasGone)
        {
            await KillAsync();
        }

        File.Delete(_record);
        return !hasGone;
    }

    /// <summary>Ends it at once, as a power cut would, and leaves its record: it is lost.</summary>
    /// <exception cref="CliException">It is another user's, or waits for its disk.</exception>
    internal async Task KillAsync()
    {
        Signal(Kill);
        if (!await GoneWithinAsync(RecordMax))
        {
            throw CliException.Usage(
                $"Process {Id} of {_record} does not end, though it was killed: it waits for its disk.",
                $"{_record} 的进程 {Id} 已被强制结束仍未退出：正在等待磁盘。");
        }
    }

    private static bool IsSetting(string variable) =>
        variable.StartsWith(SettingOverrides.Prefix, StringComparison.Ordinal) ||
        variable.StartsWith(EtcdSettings.Prefix, StringComparison.Ordinal);

    private async Task<bool> GoneWithinAsync(TimeSpan patience)
    {
        for (var began = Stopwatch.GetTimestamp(); Id is not null; await Task.Delay(PauseMs))
        {
            if (Stopwatch.GetElapsedTime(began) > patience)
            {
                return false;
            }
        }

        return true;
    }

    private void Signal(int number)
    {
        if (Id is not { } id || SendSignal(id, number) == 0 || Marshal.GetLastPInvokeError() == NoSuchProcess)
        {
            return;
        }

        throw CliException.Usage(
            $"Process {id} of {_record} cannot be stopped: it is another user's. Run this as the user who started it.",
            $"无法停止 {_record} 的进程 {id}：属于其他用户。请以启动它的用户运行。");
    }

    private int? Find(out bool isPaused)
    {
        isPaused = false;
        if (!File.Exists(_record))
        {
            return null;
        }

        var record = File.ReadAllText(_record).Split(' ', StringSplitOptions.TrimEntries);
        if (record.Length != 3 || !int.TryParse(record[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            || File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim() != record[2]
            || ProcessMark.StatusOf(id) is not { } fields)
        {
            return null;
        }

        isPaused = fields[0] is "T" or "t";
        return ProcessMark.IsRun(fields, record[1]) ? id : null;
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int SendSignal(int process, int signal);
}
