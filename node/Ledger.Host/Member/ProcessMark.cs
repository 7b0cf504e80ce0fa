using System.Diagnostics;
using System.Globalization;

namespace Ledger.Host.Member;

/// <summary>
/// Tells one run of a process from every other of this machine: <c>BOOT:NAMESPACE:ID:STARTED</c>. Whoever reads another's mark on the same
/// machine can tell that it has ended; of another machine's nothing is known.
/// </summary>
public static class ProcessMark
{
    /// <summary>Stands where the system does not tell these things.</summary>
    public const string Unknown = "-";

    private const int StartedAtField = 19; // of /proc/PID/stat, counted from the state (proc_pid_stat(5): 22 from the id)

    /// <summary>This process's.</summary>
    public static string Own { get; } = Read();

    /// <summary>Whether the process of a mark ran on this machine, since it was started last, and is there no more.</summary>
    public static bool IsGone(string mark)
    {
        ArgumentNullException.ThrowIfNull(mark);
        var (parts, own) = (mark.Split(':'), Own.Split(':'));
        return parts.Length == 4 && own.Length == 4 && parts[0] == own[0] && parts[1] == own[1]
            && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && !(StatusOf(id) is { } status ? IsRun(status, parts[3]) : Exists(id));
    }

    /// <summary>What the system says of a process, from its state on; null where it says nothing.</summary>
    public static IReadOnlyList<string>? StatusOf(int id)
    {
        try
        {
            var status = File.ReadAllText($"/proc/{id}/stat");
            return status[(status.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // there is none, it ended while it was looked at, or it is hidden from this user
        }
    }

    /// <summary>Whether a process is the run that was started at an instant, and has not ended.</summary>
    /// <param name="status">What the system says of it.</param>
    /// <param name="startedAt">The instant, as the system counts.</param>
    public static bool IsRun(IReadOnlyList<string> status, string startedAt)
    {
        ArgumentNullException.ThrowIfNull(status);
        return status[StartedAtField] == startedAt && status[0] is not ("Z" or "X");
    }

    private static string Read()
    {
        try
        {
            var boot = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
            var space = File.ResolveLinkTarget("/proc/self/ns/pid", returnFinalTarget: false)?.Name ?? "";
            var digits = string.Concat(space.Where(char.IsAsciiDigit));
            return StatusOf(Environment.ProcessId) is { } status && digits.Length > 0
                ? $"{boot}:{digits}:{Environment.ProcessId}:{status[StartedAtField]}"
                : Unknown;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Unknown;
        }
    }

    // By a signal that nobody hears: a process that is hidden is there all the same.
    private static bool Exists(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
