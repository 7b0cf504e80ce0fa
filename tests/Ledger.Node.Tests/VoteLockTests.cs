using Ledger.Finality;
using Ledger.Storage;

namespace Ledger.Node.Tests;

/// <summary>
/// An honest validator that starts again on an empty directory, or on a backup, signs nothing that contradicts what it signed before.
/// </summary>
public class VoteLockTests
{
    [Fact]
    public void On_an_empty_directory_it_signs_no_other_block_at_a_height_that_it_signed_before()
    {
        var node = Grown(3);
        var after = node.Restarted(new MemoryStore());
        after.Apply([8]);
        after.Apply([8]);
        after.Apply([8]);
        Assert.DoesNotContain(after.Sent, message => message.Vote is not null);
        after.Apply();
        Assert.Equal(4UL, after.Sent[^1].Vote.Height);
    }

    [Fact]
    public void From_a_backup_it_signs_no_other_block_at_a_height_that_it_signed_before()
    {
        var node = Grown(2);
        var backup = node.Store.SurvivingAfterCrash();
        node.Apply();
        var after = node.Restarted(backup);
        after.Apply([8]);
        Assert.Empty(after.Sent);
    }

    [Fact]
    public void The_very_block_that_it_signed_last_it_may_sign_again()
    {
        var node = Grown(2);
        var backup = node.Store.SurvivingAfterCrash();
        node.Apply([7]);
        var after = node.Restarted(backup);
        after.Apply([7]);
        Assert.Equal(node.Sent[^1].Vote.BlockHash, Assert.Single(after.Sent).Vote.BlockHash);
    }

    [Fact]
    public void A_crash_between_lock_and_block_costs_no_vote_for_the_same_block()
    {
        var node = new NodeUnderTest(new MemoryStore(new CrashAtFirstBlock()));
        Assert.Throws<StoreCrashedException>(() => node.Apply());
        Assert.Equal(1UL, node.Lock.Height);
        var after = node.Restarted();
        after.Apply();
        Assert.Single(after.Sent);
    }

    [Fact]
    public void A_lock_that_is_older_than_the_directory_is_refused()
    {
        var node = Grown(3);
        var older = new MemoryVoteLock();
        older.TryLock(2, node.HashOf(2));
        var error = Assert.Throws<StorageException>(() => new NodeUnderTest(node.Store.SurvivingAfterCrash(), node.Options, older));
        Assert.Equal(StorageError.NoVoteLock, error.Error);
    }

    private static NodeUnderTest Grown(int blocks)
    {
        var node = new NodeUnderTest();
        for (var i = 0; i < blocks; i++)
        {
            node.Finalise();
        }

        return node;
    }

    private sealed class CrashAtFirstBlock : IStoreFaults
    {
        public StoreFault BeforeWrite(long writeNumber, WriteSet batch, bool durable) =>
            writeNumber == 1 ? StoreFault.CrashBeforeWrite : StoreFault.None;
    }
}
