using Ledger.Protocol;
using Ledger.Storage;
using Ledger.TestConsortium;

namespace Ledger.Stages.Tests.Finality;

/// <summary>A key votes once at a height, whatever becomes of the data directory, and a lock that is not whole locks everything.</summary>
public sealed class VoteLockTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("ledger-lock-");

    private static Digest Right => TestChain.HashOf(1);

    private static Digest Other => TestChain.HashOf(2);

    private string LockPath => Path.Combine(_directory.FullName, "beside", "v.vote");

    public void Dispose() => _directory.Delete(recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_height_is_voted_at_once_and_never_below(bool inFile)
    {
        using var file = inFile ? Create() : null;
        var locked = (IVoteLock?)file ?? new MemoryVoteLock();
        Assert.True(locked.TryLock(5, Right));
        Assert.True(locked.TryLock(5, Right));
        Assert.False(locked.TryLock(5, Other));
        Assert.False(locked.TryLock(4, Right));
        Assert.True(locked.TryLock(6, Other));
        Assert.False(locked.TryLock(5, Right));
        Assert.Equal(6UL, locked.Height);
    }

    [Fact]
    public void A_vow_holds_after_the_process_ended_and_is_for_one_block_of_a_height()
    {
        using (var first = Create())
        {
            Assert.Null(first.Vow);
            Assert.True(first.TryLock(5, Right) && first.TryVow(new SettleVow(4, Right)));
        }

        using (var again = Open())
        {
            Assert.Equal((5UL, new SettleVow(4, Right)), (again.Height, again.Vow));
            Assert.True(again.TryVow(new SettleVow(4, Right)));
            Assert.False(again.TryVow(new SettleVow(4, Other)));
            Assert.False(again.TryVow(new SettleVow(3, Right)));
            Assert.True(again.TryVow(new SettleVow(6, Other)));
        }

        using (var last = Open())
        {
            Assert.Equal(new SettleVow(6, Other), last.Vow);
        }

        Spoil(2 * 4096);
        Assert.Contains("vow", Assert.Throws<StorageException>(Open).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_holds_after_the_process_ended()
    {
        using (var first = Create())
        {
            Assert.True(first.TryLock(7, Right) && first.TryLock(8, Right) && first.TryLock(9, Right));
        }

        using var again = Open();
        Assert.Equal(9UL, again.Height);
        Assert.False(again.TryLock(9, Other));
        Assert.True(again.TryLock(9, Right));
        Assert.True(again.TryLock(10, Other));
    }

    [Fact]
    public void A_write_that_the_power_cut_short_leaves_the_one_before_it()
    {
        using (var first = Create())
        {
            first.TryLock(1, Right);
            first.TryLock(2, Right);
        }

        Spoil(0); // 2 stands in the first slot, 1 in the second
        using var again = Open();
        Assert.Equal(1UL, again.Height);
    }

    [Fact]
    public void Where_nothing_of_it_is_whole_the_node_does_not_start()
    {
        Create().Dispose();
        Spoil(0);
        Spoil(4096);
        Assert.Equal(StorageError.Corrupt, Assert.Throws<StorageException>(Open).Error);
    }

    [Fact]
    public void One_that_is_missing_is_never_made_in_silence()
    {
        var error = Assert.Throws<StorageException>(Open);
        Assert.Equal(StorageError.NoVoteLock, error.Error);
        Assert.Contains("new key", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(LockPath));
    }

    [Fact]
    public void One_that_exists_is_never_made_anew()
    {
        using (var first = Create())
        {
            first.TryLock(3, Right);
        }

        Assert.Throws<StorageException>(Create);
        using var again = Open();
        Assert.Equal(3UL, again.Height);
    }

    [Fact]
    public void Two_processes_never_vote_with_one_key()
    {
        using var first = Create();
        Assert.Equal(StorageError.InUse, Assert.Throws<StorageException>(Open).Error);
    }

    [Fact]
    public void Another_keys_lock_is_refused()
    {
        Create().Dispose();
        Assert.Equal(
            StorageError.OtherGenesis,
            Assert.Throws<StorageException>(() => FileVoteLock.Open(LockPath, TestChain.Genesis.ChainId, TestChain.ValidatorId(1))).Error);
        Assert.Equal(
            StorageError.OtherGenesis,
            Assert.Throws<StorageException>(() => FileVoteLock.Open(LockPath, Right, TestChain.ValidatorId(0))).Error);
    }

    [Fact]
    public void A_lost_lock_abstains_through_what_peers_hold_final_and_the_margin()
    {
        using var made = FileVoteLock.Create(
            LockPath, TestChain.Genesis.ChainId, TestChain.ValidatorId(0), 1000 + FileVoteLock.LostLockMargin);
        Assert.False(made.TryLock(1128, Right));
        Assert.True(made.TryLock(1129, Right));
    }

    private FileVoteLock Create() => FileVoteLock.Create(LockPath, TestChain.Genesis.ChainId, TestChain.ValidatorId(0));

    private FileVoteLock Open() => FileVoteLock.Open(LockPath, TestChain.Genesis.ChainId, TestChain.ValidatorId(0));

    private void Spoil(int at)
    {
        using var file = File.OpenWrite(LockPath);
        file.Position = at + 90;
        file.WriteByte(0xEE);
    }
}
