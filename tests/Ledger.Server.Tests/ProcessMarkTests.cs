using System.Diagnostics;
using Ledger.Host.Member;

namespace Ledger.Server.Tests;

/// <summary>A process is known to have ended on its own machine alone, and only once it has.</summary>
public sealed class ProcessMarkTests
{
    [Fact]
    public void A_process_has_ended_once_its_id_is_nobodys_or_anothers_and_of_other_machines_nothing_is_known()
    {
        Assert.False(ProcessMark.IsGone(ProcessMark.Own));
        var own = ProcessMark.Own.Split(':');
        Assert.Equal(4, own.Length);
        string Mark(int place, string value) => string.Join(':', own.Select((part, i) => i == place ? value : part));
        Assert.True(ProcessMark.IsGone(Mark(3, "1"))); // the id is this process's now
        Assert.True(ProcessMark.IsGone(Mark(2, $"{int.MaxValue}")));
        Assert.False(ProcessMark.IsGone(Mark(0, "00000000-0000-0000-0000-000000000000")));
        string elsewhere = string.Join(':', own[0], "1", $"{int.MaxValue}", "1");
        Assert.False(ProcessMark.IsGone(elsewhere));
        Assert.All(["", "-", "a:b:c:d", $"{own[0]}:{own[1]}:-5:1", $"{own[0]}:{own[1]}::"], mark => Assert.False(ProcessMark.IsGone(mark)));
    }

    [Fact]
    public async Task A_process_that_was_killed_has_ended()
    {
        using var process = Process.Start("sleep", "60");
        var started = ProcessMark.StatusOf(process.Id)![19];
        var mark = string.Join(':', [.. ProcessMark.Own.Split(':').Take(2), $"{process.Id}", started]);
        Assert.False(ProcessMark.IsGone(mark));
        process.Kill();
        await process.WaitForExitAsync();
        Assert.True(ProcessMark.IsGone(mark));
    }
}
