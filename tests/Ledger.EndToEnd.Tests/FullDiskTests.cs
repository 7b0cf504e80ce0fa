using Ledger.Storage.Tests;

namespace Ledger.EndToEnd.Tests;

/// <summary>A consortium on a disk that is full or fills up: it says so, stops, and goes on once there is room.</summary>
public sealed class FullDiskTests : IDisposable
{
    private const long LeftBytes = 128 << 20;
    private readonly TemporaryFolder _mount = new();
    private bool _mounted;

    [SmallDiskFact]
    public async Task A_disk_without_room_is_refused_at_the_start()
    {
        Mount("128m");
        var (exit, output) = await LedgerProcess.RunAsync("up", "--data", _mount.File("data"), "--port", "0", "--headless");
        Assert.NotEqual(0, exit);
        Assert.Contains("the disk is full. Free space or enlarge it", output, StringComparison.Ordinal);
    }

    [SmallDiskFact]
    public async Task A_disk_that_fills_up_stops_the_validators_and_room_lets_them_go_on()
    {
        Mount("1200m");
        using (var process = LedgerProcess.Start("up", "--play", "mini", "--data", _mount.File("data"), "--port", "0"))
        {
            await process.WaitUntilUpAsync();
            await using (var filler = File.Create(_mount.File("filler")))
            {
                await filler.WriteAsync(new byte[new DriveInfo(_mount.Path).AvailableFreeSpace - LeftBytes]);
            }

            // The next block, at the latest the one of an idle chain, finds no room.
            Assert.NotEqual(0, await process.ExitAsync());
            Assert.Contains("the disk is full. Free space or enlarge it", process.Output, StringComparison.Ordinal);
        }

        File.Delete(_mount.File("filler"));
        var (exit, output) = await LedgerProcess.RunAsync(
            "up", "--play", "mini", "--data", _mount.File("data"), "--port", "0", "--headless", "--report", _mount.File("report.json"));
        Assert.True(exit == 0, output);
        Assert.Contains("\"audit\": \"ok\"", await File.ReadAllTextAsync(_mount.File("report.json")), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        if (_mounted)
        {
            SmallDiskFactAttribute.Run("umount", _mount.Path);
        }

        _mount.Dispose();
    }

    private void Mount(string size)
    {
        _mounted = SmallDiskFactAttribute.Run("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", _mount.Path);
        Assert.True(_mounted);
    }
}
