namespace Ledger.Node.Tests;

public sealed class ReadinessWatchTests
{
    private const int StallMs = 1_000;
    private readonly NodeUnderTest.DrivenClock _pace = new();
    private readonly NodeOptions _options = new() { ReadyBehindMax = 4, ReadyStallMs = StallMs, ReadBatchesMax = 16 };

    [Fact]
    public void A_node_is_not_ready_before_it_saw_the_end_of_the_order()
    {
        var watch = new ReadinessWatch(_options, _pace);
        Assert.Equal(Readiness.CatchingUp, watch.Judge(0));
        watch.OnRead(16);
        Assert.Equal(Readiness.CatchingUp, watch.Judge(0));
        watch.OnRead(15);
        Assert.Equal(Readiness.Ready, watch.Judge(0));
        watch.OnRead(16); // a burst: what is behind is counted from here on
        Assert.Equal(Readiness.Ready, watch.Judge(0));
    }

    [Theory]
    [InlineData(4, Readiness.Ready)]
    [InlineData(5, Readiness.CatchingUp)]
    public void A_node_that_is_far_behind_the_order_is_not_ready(ulong backlog, Readiness expected) =>
        Assert.Equal(expected, Caught().Judge(backlog));

    [Fact]
    public void A_node_whose_blocks_do_not_become_final_is_not_ready_until_they_do()
    {
        var watch = Caught();
        watch.OnTurn(head: 7, final: 6);
        _pace.Ms += StallMs;
        watch.OnTurn(head: 8, final: 6);
        Assert.Equal(Readiness.Ready, watch.Judge(0));
        _pace.Ms++;
        watch.OnTurn(head: 9, final: 6);
        Assert.Equal(Readiness.Stalled, watch.Judge(0));
        watch.OnTurn(head: 9, final: 7);
        Assert.Equal(Readiness.Ready, watch.Judge(0));
    }

    [Fact]
    public void A_node_with_nothing_to_do_is_ready_for_as_long_as_its_loop_turns()
    {
        var watch = Caught();
        for (var i = 0; i < 10; i++)
        {
            watch.OnTurn(head: 6, final: 6);
            _pace.Ms += StallMs;
            Assert.Equal(Readiness.Ready, watch.Judge(0));
        }

        _pace.Ms++;
        Assert.Equal(Readiness.Stalled, watch.Judge(0));
    }

    private ReadinessWatch Caught()
    {
        var watch = new ReadinessWatch(_options, _pace);
        watch.OnRead(0);
        watch.OnTurn(head: 6, final: 6);
        return watch;
    }
}
