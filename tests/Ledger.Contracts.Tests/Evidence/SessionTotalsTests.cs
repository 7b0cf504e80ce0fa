using Ledger.Contracts.Evidence;
using Ledger.Protocol.V1;

namespace Ledger.Contracts.Tests;

public sealed class SessionTotalsTests
{
    private const long NewYear2024 = 1_704_038_400_000; // 2024-01-01 00:00 China Standard Time

    private readonly World _world = new() { Time = NewYear2024 + World.Day };

    [Fact]
    public void SessionsAreCountedByMonthOfChinaStandardTimeActAndResult()
    {
        _world.MustRun(_world.Centre, SessionRows.Recording(
            At(0, NewYear2024 - 1), At(1, NewYear2024), At(2, NewYear2024, s => (s.Act, s.Result) = (ScanAct.Login, SessionResult.Rejected))));
        Assert.Equal(Totals(new ActTotals { Act = ScanAct.Sign, Confirmed = 1 }), Read("202312"));
        Assert.Equal(Totals(new ActTotals { Act = ScanAct.Login, Rejected = 1 }, new ActTotals { Act = ScanAct.Sign, Confirmed = 1 }), Read("202401"));
        Assert.Equal(Totals(new ActTotals { Act = ScanAct.Login, Rejected = 1 }, new ActTotals { Act = ScanAct.Sign, Confirmed = 2 }), Read("all"));
    }

    [Fact]
    public void ARepeatIsNeitherWrittenNorCountedTwice()
    {
        _world.MustRun(_world.Centre, SessionRows.Recording(At(0, NewYear2024), At(1, NewYear2024)));
        var key = EvidenceTables.SessionKey(_world.Centre.Uscc, At(0, NewYear2024).Commitment.Span);
        var first = _world.State.Get(key);
        _world.Time += 1000;
        _world.MustRun(_world.Centre, SessionRows.Recording(At(1, NewYear2024), At(0, NewYear2024), At(2, NewYear2024)));
        Assert.Equal(first, _world.State.Get(key));
        Assert.Equal(Totals(new ActTotals { Act = ScanAct.Sign, Confirmed = 3 }), Read("all"));
        Assert.Equal(2, _world.Events.Count);
    }

    private static FinishedSession At(int number, long time, Action<FinishedSession>? change = null) => SessionRows.Session(number, s =>
    {
        (s.OpenedAt, s.FinishedAt) = (time - 1000, time);
        change?.Invoke(s);
    });

    private static SessionTotals Totals(params ActTotals[] acts) => new() { Acts = { acts } };

    private SessionTotals Read(string month) =>
        EvidenceTables.Totals.Read(_world.State, EvidenceTables.TotalsKey(_world.Centre.Uscc, month))!;
}
