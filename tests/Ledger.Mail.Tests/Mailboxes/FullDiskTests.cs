using Ledger.Protocol;
using Ledger.Protocol.Mail;
using Ledger.Storage;

namespace Ledger.Mail.Tests.Mailboxes;

/// <summary>A flood onto a disk that is really full.</summary>
public sealed class FullDiskTests : IDisposable
{
    private const long MiB = 1024 * 1024;
    private const long LeftByMail = 12 * MiB;
    private const long LeftByStore = 4 * MiB;
    private readonly TemporaryDirectory _mount = new();
    private bool _mounted;

    [SmallDiskFact]
    public void Mail_ends_before_the_stores_own_room_does_and_goes_on_once_there_is_more()
    {
        _mounted = SmallDiskFactAttribute.Run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", _mount.Path);
        Assert.True(_mounted);
        using var data = DataDirectory.Open(
            _mount.Sub("mail"), new byte[32], new RocksStoreOptions { WriteAheadLogBytesMax = 64 * MiB, FreeDiskBytesMin = LeftByStore });
        var world = new World(
            new MailboxOptions { StampBits = 0 }, data.Store, space: new DriveSpace(_mount.Path), freeBytesMin: LeftByMail);
        var taken = 0;
        var refused = Refused.No;
        while (taken < 1_000 && !refused.IsRefused)
        {
            refused = world.Deposit(world.Guarantor, world.Letter(Letters.BytesMax), out _);
            taken += refused.IsRefused ? 0 : 1;
        }

        Assert.Equal(RefusalCode.MailDiskFull, refused.Code);
        Assert.InRange(taken, 20, 200);
        Assert.True(new DriveInfo(_mount.Path).AvailableFreeSpace > LeftByMail - MiB, "Mail has taken the room that it leaves to others.");

        // The store itself has not failed: letters are read and deleted, and with more room taken again.
        var page = world.Fetch(world.Guarantor);
        world.Acknowledge(world.Guarantor, page.Letters[^1].Sequence);
        Assert.Equal(taken - page.Letters.Count, world.Box.Count);
        Assert.True(SmallDiskFactAttribute.Run("mount", "-o", "remount,size=64m", _mount.Path));
        world.Deposit(world.Guarantor, Letters.BytesMax);
    }

    public void Dispose()
    {
        if (_mounted)
        {
            SmallDiskFactAttribute.Run("umount", _mount.Path);
        }

        _mount.Dispose();
    }
}
