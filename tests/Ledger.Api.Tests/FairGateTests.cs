using System.Net;
using Ledger.Api.Held;

namespace Ledger.Api.Tests;

public sealed class FairGateTests
{
    private readonly FairGate _gate = new("tests", heldMax: 8, heldOfCallerMax: 6);

    [Fact]
    public void One_caller_takes_its_part_and_no_more_and_gives_it_back()
    {
        var held = Enumerable.Range(0, 6).Select(_ => Enter(1)).ToList();
        Assert.Equal(FairRefusal.CallerHasItsPart, _gate.TryEnter(At(1), out var none));
        Assert.Null(none);
        held[3].Dispose();
        held[3].Dispose();
        Assert.Equal(5, _gate.Count);
        Enter(1);
    }

    [Fact]
    public async Task Who_comes_late_displaces_the_oldest_of_the_greediest()
    {
        var greedy = Enumerable.Range(0, 6).Select(_ => Enter(1)).ToList();
        Enter(2);
        Enter(2);
        Enter(3);
        await Displaced(greedy[0]);
        Enter(3);
        await Displaced(greedy[1]);
        Assert.All(greedy[2..], lease => Assert.False(lease.Displaced.IsCancellationRequested));
        Assert.Equal(8, _gate.Count);
        greedy[0].Dispose(); // gave its place back long ago
        Assert.Equal(8, _gate.Count);
    }

    [Fact]
    public void Nobody_is_displaced_for_one_who_would_hold_as_many()
    {
        foreach (var caller in new byte[] { 1, 2, 3, 4 })
        {
            Enter(caller);
            Enter(caller);
        }

        Assert.Equal(FairRefusal.AllTaken, _gate.TryEnter(At(1), out _));
        Enter(5); // holds one then, and another had two
        Assert.Equal(FairRefusal.AllTaken, _gate.TryEnter(At(5), out _));
    }

    [Fact]
    public void A_caller_is_an_address_of_IPv4_and_a_network_of_IPv6()
    {
        Assert.Equal(Caller.At(IPAddress.Parse("10.1.2.3")), Caller.At(IPAddress.Parse("::ffff:10.1.2.3")));
        Assert.NotEqual(Caller.At(IPAddress.Parse("10.1.2.3")), Caller.At(IPAddress.Parse("10.1.2.4")));
        Assert.Equal(Caller.At(IPAddress.Parse("2001:db8:1:2::1")), Caller.At(IPAddress.Parse("2001:db8:1:2:ffff::9")));
        Assert.NotEqual(Caller.At(IPAddress.Parse("2001:db8:1:2::1")), Caller.At(IPAddress.Parse("2001:db8:1:3::1")));
    }

    private static Caller At(byte caller) => Caller.At(new IPAddress([10, 0, 0, caller]));

    private static Task Displaced(FairLease lease)
    {
        var heard = new TaskCompletionSource();
        lease.Displaced.Register(heard.SetResult);
        return heard.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private FairLease Enter(byte caller)
    {
        Assert.Equal(FairRefusal.None, _gate.TryEnter(At(caller), out var lease));
        return lease!;
    }
}
