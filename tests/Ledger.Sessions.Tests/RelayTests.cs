using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Sessions.Tests;

/// <summary>The relay: each side leaves frames for the other, bounded, in order, each once.</summary>
public sealed class RelayTests
{
    [Fact]
    public async Task Frames_go_to_the_other_side_in_order_and_end_with_the_session()
    {
        var world = new World();
        var opened = world.OpenAndScan(ScanAct.Sign);
        World.Done(world.Push(opened, RelaySide.Pc, 0));
        World.Done(world.Confirm(world.Answer(opened, WithResult)));
        World.Done(world.Push(opened, RelaySide.Phone, 0, bytes: 20));
        World.Done(world.Push(opened, RelaySide.Phone, 1, bytes: 30, isLast: true));
        Assert.Equal([10], await PullAsync(world, opened, RelaySide.Phone));
        Assert.Equal([20, 30], await PullAsync(world, opened, RelaySide.Pc));
        Assert.Equal(RefusalCode.SessionDecided, world.Push(opened, RelaySide.Phone, 2).Code);
        // the phone learns that it was taken
        Assert.Equal(RefusalCode.RelaySequence, world.Push(opened, RelaySide.Phone, 1, bytes: 30, isLast: true).Code);
    }

    [Theory]
    [InlineData(ScanAct.Sign)]
    [InlineData(ScanAct.Seal)]
    [InlineData(ScanAct.Encrypt)]
    [InlineData(ScanAct.Decrypt)]
    public async Task A_result_is_taken_only_once_the_number_was_right(ScanAct act)
    {
        var world = new World();
        var guessed = world.OpenAndScan(act);
        Assert.Equal(RefusalCode.SessionNotConfirmed, world.Push(guessed, RelaySide.Phone, 0).Code);
        Assert.Equal(
            RefusalCode.WrongNumber,
            world.Confirm(world.Answer(guessed, answer => (answer.Number, answer.Result) = (41, World.Fill(1, 32)))).Code);
        Assert.Equal(RefusalCode.SessionDecided, world.Push(guessed, RelaySide.Phone, 0).Code);
        Assert.Empty(await PullAsync(world, guessed, RelaySide.Pc));
        Assert.Empty(world.Fetch(guessed).Binding);

        var opened = world.OpenAndScan(act);
        Assert.Empty(world.Fetch(opened).Binding); // with it the number could be tried
        World.Done(world.Confirm(world.Answer(opened, WithResult)));
        World.Done(world.Push(opened, RelaySide.Phone, 0, isLast: true));
        Assert.Equal(opened.Request.Binding, world.Fetch(opened).Binding);
    }

    [Fact]
    public async Task A_page_waits_for_the_result_no_longer_than_it_may_take()
    {
        var world = new World();
        var opened = world.OpenAndScan(ScanAct.Sign);
        World.Done(world.Confirm(world.Answer(opened, WithResult)));
        var pull = new PullFramesRequest { Sid = opened.Request.Ticket.Sid, To = RelaySide.Pc, Secret = World.Browser };
        await using var frames = world.Book.PullAsync(pull, CancellationToken.None).GetAsyncEnumerator();
        var next = frames.MoveNextAsync();
        World.Done(world.Push(opened, RelaySide.Phone, 0));
        Assert.True(await next);
        next = frames.MoveNextAsync();
        Assert.False(next.IsCompleted);
        world.Clock.Advance(world.Options.ResultMs);
        Assert.False(await next);
        Assert.Equal(RefusalCode.SessionDecided, world.Push(opened, RelaySide.Phone, 1).Code);
    }

    [Fact]
    public async Task Of_an_empty_result_nothing_is_awaited()
    {
        var world = new World();
        var opened = world.OpenAndScan();
        World.Done(world.Confirm(world.Answer(opened)));
        Assert.Empty(await PullAsync(world, opened, RelaySide.Pc));
        Assert.Equal(RefusalCode.SessionDecided, world.Push(opened, RelaySide.Phone, 0).Code);
    }

    [Fact]
    public void Each_number_comes_once_and_none_is_left_out()
    {
        var world = new World();
        var opened = world.OpenAndScan(ScanAct.Sign);
        Assert.Equal(RefusalCode.RelaySequence, world.Push(opened, RelaySide.Pc, 1).Code);
        World.Done(world.Push(opened, RelaySide.Pc, 0));
        Assert.Equal(RefusalCode.RelaySequence, world.Push(opened, RelaySide.Pc, 0).Code);
    }

    [Fact]
    public void Nobody_else_pushes_or_pulls()
    {
        var world = new World();
        var opened = world.OpenAndScan(ScanAct.Sign);
        Assert.Equal(RefusalCode.NotTheBrowser, world.Push(opened, RelaySide.Pc, 0, secret: World.Phone).Code);
        Assert.Equal(RefusalCode.NotThePhone, world.Push(opened, RelaySide.Phone, 0, secret: World.Browser).Code);
        Assert.Equal(RefusalCode.BadSessionField, world.Push(opened, RelaySide.Unspecified, 0).Code);
        var pull = new PullFramesRequest { Sid = opened.Request.Ticket.Sid, To = RelaySide.Phone, Secret = World.Browser };
        Assert.Equal(RefusalCode.NotThePhone, world.Book.CheckPull(pull).Code);
        Assert.Equal(RefusalCode.SessionNotScanned, world.Push(world.Open(ScanAct.Sign), RelaySide.Phone, 0).Code);
    }

    [Fact]
    public void Frames_are_bounded_in_size_number_and_sum()
    {
        var options = new ScanSessionOptions { RelayFramesMax = 3, RelayBytesMax = 100_000, BytesMax = 150_000, CentrePart = 1 };
        var world = new World(options);
        var first = world.OpenAndScan(ScanAct.Sign);
        Assert.Equal(RefusalCode.BadSessionField, world.Push(first, RelaySide.Pc, 0, bytes: 65_537).Code);
        Assert.Equal(RefusalCode.BadSessionField, world.Push(first, RelaySide.Pc, 0, bytes: 0).Code);
        World.Done(world.Push(first, RelaySide.Pc, 0, bytes: 65_536));
        Assert.Equal(RefusalCode.RelayFull, world.Push(first, RelaySide.Pc, 1, bytes: 65_536).Code); // of the session
        World.Done(world.Push(first, RelaySide.Pc, 1));
        World.Done(world.Push(first, RelaySide.Pc, 2));
        Assert.Equal(RefusalCode.RelayFull, world.Push(first, RelaySide.Pc, 3).Code); // in number
        var second = world.OpenAndScan(ScanAct.Sign);
        World.Done(world.Push(second, RelaySide.Pc, 0, bytes: 65_536));
        Assert.Equal(RefusalCode.RelayFull, world.Push(second, RelaySide.Pc, 1, bytes: 30_000).Code); // of all sessions
        world.Clock.Advance(120_000 + options.KeepEndedMs);
        world.Open();
        Assert.Equal(100, world.Book.Bytes);
    }

    [Fact]
    public async Task A_reader_waits_for_frames_and_goes_when_time_is_over()
    {
        var world = new World();
        var opened = world.OpenAndScan(ScanAct.Sign);
        var pull = new PullFramesRequest { Sid = opened.Request.Ticket.Sid, To = RelaySide.Phone, Secret = World.Phone };
        await using var frames = world.Book.PullAsync(pull, CancellationToken.None).GetAsyncEnumerator();
        var next = frames.MoveNextAsync();
        Assert.False(next.IsCompleted);
        World.Done(world.Push(opened, RelaySide.Pc, 0));
        Assert.True(await next);
        next = frames.MoveNextAsync();
        world.Clock.Advance(120_000);
        Assert.False(await next);
    }

    private static void WithResult(ScanAnswer answer) => answer.Result = World.Fill(1, 32);

    private static async Task<List<int>> PullAsync(World world, World.Opened opened, RelaySide to)
    {
        var pull = new PullFramesRequest
        {
            Sid = opened.Request.Ticket.Sid,
            To = to,
            Secret = to == RelaySide.Pc ? World.Browser : World.Phone,
        };
        World.Done(world.Book.CheckPull(pull));
        var bytes = new List<int>();
        await foreach (var frame in world.Book.PullAsync(pull, CancellationToken.None))
        {
            Assert.Equal((uint)bytes.Count, frame.Sequence);
            bytes.Add(frame.Sealed.Length);
        }

        return bytes;
    }
}
