using System.Diagnostics;

namespace Ledger.Storage.Tests;

/// <summary>A test on a file system of 8 MiB of its own; skipped by name where this user may not mount one.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SmallDiskFactAttribute : FactAttribute
{
    private static readonly bool _mayMount = Try();

    public SmallDiskFactAttribute()
    {
        if (!_mayMount)
        {
            Skip = "Mounting a small file system is not permitted here; run as root on Linux.";
        }
    }

    internal static bool Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private static bool Try()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            return false;
        }

        using var directory = new TemporaryDirectory();
        return Run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", directory.Path) && Run("umount", directory.Path);
    }
}
