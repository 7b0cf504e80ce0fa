namespace Ledger.BidFiles.Tests;

/// <summary>
/// Memory does not grow with the file. Two threads encrypt, so the process's own counter is read, and nothing else may run beside it.
/// </summary>
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
[Collection(nameof(MemoryTests))]
public sealed class MemoryTests
{
    private const long FileBytes = 192L * 1024 * 1024;
    private const long AllocatedBytesMax = 24L * 1024 * 1024;

    [Fact]
    public void A_file_of_192_MiB_takes_a_few_segments_of_memory()
    {
        using var bidder = new Bidder();
        using (var file = File.OpenHandle(bidder.PathOf("bid"), FileMode.CreateNew, FileAccess.Write))
        {
            RandomAccess.SetLength(file, FileBytes); // zeros, without the disk
        }

        var options = new BidFileOptions { Lanes = 2 };
        var recipients = bidder.Recipients;
        new BidFileEncryptor(options)
            .Encrypt(bidder.PathOf("bid"), bidder.PathOf("warm"), Bidder.Label, recipients, null, new CancellationToken(canceled: false));
        var before = GC.GetTotalAllocatedBytes(precise: true);
        Assert.Equal(
            BidFileError.None,
            new BidFileEncryptor(options)
                .Encrypt(bidder.PathOf("bid"), bidder.PathOf("bid.enc"), Bidder.Label, recipients, null, CancellationToken.None));
        using var key = bidder.KeyOf("bid.enc");
        Assert.Equal(
            BidFileError.None,
            new BidFileDecryptor(options)
                .Decrypt(bidder.PathOf("bid.enc"), bidder.PathOf("back"), key, Bidder.Label, null, CancellationToken.None));
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, AllocatedBytesMax);
        Assert.Equal(FileBytes, new FileInfo(bidder.PathOf("back")).Length);
    }
}
