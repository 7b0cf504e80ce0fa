using Ledger.Protocol;

namespace Ledger.Contracts.Tests;

/// <summary>One row of a contract's table: what is tried in which world, what comes of it, and the rule's source.</summary>
internal sealed record Row(string Name, string Source, RefusalCode Expected, Func<World, Refused> Try, string? Event = null)
{
    internal void Check()
    {
        var world = new World();
        var refused = Try(world);
        Assert.True(Expected == refused.Code, $"{Name} ({Source}): expected {Expected}, got {refused.Code} {refused.Detail}");
        if (Event is not null)
        {
            Assert.Equal(Event, world.Events[^1].Type);
        }
    }

    internal static TheoryData<string> Names(IEnumerable<Row> rows) => [.. rows.Select(row => row.Name)];
}
