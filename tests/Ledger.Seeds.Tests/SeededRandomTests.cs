namespace Ledger.Seeds.Tests;

public sealed class SeededRandomTests
{
    [Fact]
    public void Streams_are_the_same_for_ever_and_differ_by_label_and_index()
    {
        Assert.Equal("027ddda47c43a681c5eb0bbabae2f01bf77cb5fe", Draw(new SeededRandom(20191201, "test")));
        Assert.NotEqual(Draw(new SeededRandom(1, "a")), Draw(new SeededRandom(1, "b")));
        Assert.NotEqual(Draw(new SeededRandom(1, "a")), Draw(new SeededRandom(1, "a", 1)));
        Assert.NotEqual(Draw(new SeededRandom(1, "a")), Draw(new SeededRandom(2, "a")));
    }

    [Fact]
    public void Draws_keep_to_their_range_and_reach_all_of_it()
    {
        var random = new SeededRandom(7, "range");
        var drawn = Enumerable.Range(0, 10_000).Select(_ => random.Between(-3, 3)).ToHashSet();
        Assert.Equal(Enumerable.Range(-3, 7), drawn.Order());
        Assert.Equal(1, random.PickWeighted(0, 5, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.Below(0));
    }

    private static string Draw(SeededRandom random)
    {
        var bytes = new byte[20];
        random.Fill(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
