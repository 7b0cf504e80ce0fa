using Ledger.Chaos;

namespace Ledger.Server.Tests;

/// <summary>The history checker finds each kind of violation, planted in a history that holds.</summary>
public sealed class HistoryCheckerTests
{
    private static readonly History Good = new()
    {
        Writes =
        [
            new("r", "a", 0, 10, new(1, 0)), new("r", "b", 20, 30, new(2, 1)), new("s", "c", 5, null, null), // landed, unheard
            new("s", "d", 6, null, null), // never landed
        ],
        Reads = [new("r", null, 0, 1, 2), new("r", "a", 1, 11, 12), new("r", "b", 2, 31, 32), new("s", "c", 3, 33, 40)],
        Sights = [new("n", 1, 11, 12), new("n", 2, 31, 32), new("m", 1, 33, 34)],
        Order = [new(new(1, 0), "r", "a"), new(new(2, 1), "r", "b"), new(new(3, 0), "s", "c")],
        Blocks = new Dictionary<string, IReadOnlyList<string>> { ["n"] = ["x", "y", "z"], ["m"] = ["x", "y"] },
    };

    public static TheoryData<string, string> Planted => new()
    {
        { "fork", "Block 2 is q at m and y at n." },
        { "lost", "was final at" },
        { "twice", "b was applied twice" },
        { "moved", "and stands at" },
        { "nobody's", "nobody wrote it" },
        { "stale value", "r read a as of block 2" },
        { "future value", "r read b as of block 1" },
        { "lost update", "r read nothing as of block 3" },
        { "stale read", "which had ended before it began" },
        { "reordered writes", "which had ended before it began" },
        { "write before a read", "which had ended before it began" },
        { "gone back", "n showed block 1 as its newest after block 2." },
    };

    [Fact]
    public void A_history_that_one_order_explains_holds() => Assert.Empty(HistoryChecker.Check(Good));

    [Theory]
    [MemberData(nameof(Planted))]
    public void A_planted_violation_is_found(string kind, string words)
    {
        var found = HistoryChecker.Check(Plant(kind));
        Assert.Contains(words, Assert.Single(found), StringComparison.Ordinal);
    }

    private static History Plant(string kind) => kind switch
    {
        "fork" => Good with { Blocks = new Dictionary<string, IReadOnlyList<string>> { ["n"] = ["x", "y", "z"], ["m"] = ["x", "q"] } },
        "lost" => Good with { Writes = [.. Good.Writes, new("t", "e", 41, 50, new(4, 0))] },
        "twice" => Good with { Order = [.. Good.Order, new(new(4, 0), "r", "b")] },
        "moved" => Good with { Writes = [Good.Writes[0], Good.Writes[1] with { At = new(2, 2) }, .. Good.Writes.Skip(2)] },
        "nobody's" => Good with { Order = [.. Good.Order, new(new(4, 0), "r", "e")] },
        "stale value" => Good with { Reads = [.. Good.Reads, new("r", "a", 2, 33, 34)] },
        "future value" => Good with { Reads = [.. Good.Reads, new("r", "b", 1, 11, 12)] },
        "lost update" => Good with { Reads = [.. Good.Reads, new("r", null, 3, 33, 34)] },
        "stale read" => Good with { Reads = [.. Good.Reads, new("r", "a", 1, 33, 34)] },
        "reordered writes" => Good with
        {
            Writes = [new("t", "e", 41, 50, new(4, 0)), .. Good.Writes.Take(3), new("t", "f", 51, 60, new(3, 5))],
            Order = [.. Good.Order, new(new(3, 5), "t", "f"), new(new(4, 0), "t", "e")],
        },
        "write before a read" => Good with
        {
            Writes = [.. Good.Writes, new("t", "e", 41, 50, new(3, 5))],
            Order = [.. Good.Order, new(new(3, 5), "t", "e")],
        },
        "gone back" => Good with { Sights = [.. Good.Sights, new("n", 1, 33, 34)] },
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such violation."),
    };
}
