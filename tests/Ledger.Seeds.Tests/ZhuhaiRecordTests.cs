using Xunit.Abstractions;

namespace Ledger.Seeds.Tests;

public sealed class ZhuhaiRecordTests(ITestOutputHelper output)
{
    private static readonly ConsortiumSeed Consortium = ConsortiumSeed.Create();
    private static readonly ZhuhaiRecord Record = ZhuhaiRecord.Generate(Consortium);

    [Fact]
    public void Totals_are_the_published_ones_to_the_fen()
    {
        output.WriteLine(Record.Totals.ToString());
        foreach (var kind in Record.Actions.GroupBy(action => action.Kind).OrderBy(kind => kind.Key))
        {
            output.WriteLine($"{kind.Key} {kind.Count()}");
        }

        Assert.Equal(14_600, Record.Totals.Guarantees);
        Assert.Equal(913_000_000_000, Record.Totals.ReplacedDepositsFen);
        Assert.Equal(730, Record.Totals.SectionsOpened);
    }
}
