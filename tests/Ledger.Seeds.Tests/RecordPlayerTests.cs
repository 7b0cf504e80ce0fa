using Ledger.Crypto;
using Ledger.Schema.Guarantee;
using Xunit.Abstractions;

namespace Ledger.Seeds.Tests;

public sealed class RecordPlayerTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(CryptoSuite.Guomi)]
    [InlineData(CryptoSuite.International)]
    public async Task A_played_record_is_on_the_chain_to_the_fen(CryptoSuite suite)
    {
        var consortium = ConsortiumSeed.Create(suite: suite);
        await PlayAsync(consortium, ZhuhaiRecord.Generate(consortium, RecordOptions.Mini));
    }

    /// <summary>What is handed in again after a lost answer or a restart must be the same content under its business key.</summary>
    [Theory]
    [InlineData(CryptoSuite.Guomi)]
    [InlineData(CryptoSuite.International)]
    public void Calls_built_again_are_the_same_bytes(CryptoSuite suite)
    {
        var record = ZhuhaiRecord.Generate(ConsortiumSeed.Create(suite: suite), RecordOptions.Mini);
        var actions = record.Actions.GroupBy(action => action.Kind).Select(kind => kind.First()).ToList();
        Assert.Equal(Build(), Build());

        List<string> Build()
        {
            var consortium = ConsortiumSeed.Create(suite: suite);
            using var actors = new RecordActors(consortium, record);
            var calls = new RecordCalls(consortium, actors, new RecordSealer(consortium, actors), new RecordedSessions(consortium));
            return [.. actions.SelectMany(action => calls.Build(action, [])).Select(call => call.ToString())];
        }
    }

    /// <summary>The shorter way to what a section's key opens comes to the same transactions.</summary>
    [Fact]
    public async Task Keys_open_the_same_whether_tried_on_all_records_or_on_the_sections_own()
    {
        var consortium = ConsortiumSeed.Create(suite: CryptoSuite.International);
        var record = ZhuhaiRecord.Generate(consortium, RecordOptions.Mini);
        var chain = new InProcessChain(consortium.Genesis);
        var report = await new RecordPlayer(consortium, record, [chain], chain).PlayAsync(null, CancellationToken.None);
        var shorter = await FollowedRecord.PlayAsync(consortium.Seed, RecordOptions.Mini);

        Assert.Equal(chain.Read(GuaranteeTables.Guarantees), shorter.Chain.Read(GuaranteeTables.Guarantees));
        Assert.True(report.Trials > shorter.Report.Trials, $"{report.Trials} trials against {shorter.Report.Trials}");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(150)]
    [InlineData(10_000)]
    public async Task A_second_run_goes_on_where_the_first_stopped(int stopAfter)
    {
        var consortium = ConsortiumSeed.Create(suite: CryptoSuite.International);
        var record = ZhuhaiRecord.Generate(consortium, RecordOptions.Mini);
        var chain = new InProcessChain(consortium.Genesis) { StopAfter = stopAfter };
        var player = new RecordPlayer(consortium, record, [chain], chain);
        if (stopAfter < record.Actions.Count)
        {
            await Assert.ThrowsAsync<IOException>(() => player.PlayAsync(null, CancellationToken.None));
        }
        else
        {
            await player.PlayAsync(null, CancellationToken.None);
        }

        chain.StopAfter = int.MaxValue;
        var report = await player.PlayAsync(null, CancellationToken.None);

        Assert.Equal(record.Actions.Count, chain.Landed);
        Assert.Equal(record.Actions.Count, report.Skipped + report.Transactions.Values.Sum());
        Assert.Equal(stopAfter > record.Actions.Count, report.Skipped == record.Actions.Count);
        Assert.Equal(record.Totals, await RecordReconciliation.ReadAsync(chain, consortium, record, CancellationToken.None));
    }

    [Fact]
    public async Task A_clock_that_block_time_does_not_follow_fails_the_play_in_words()
    {
        var consortium = ConsortiumSeed.Create(suite: CryptoSuite.International);
        var record = ZhuhaiRecord.Generate(consortium, RecordOptions.Mini);
        var chain = new InProcessChain(consortium.Genesis);
        var options = new PlayOptions { BlockTimeTimeout = TimeSpan.FromMilliseconds(50) };
        var player = new RecordPlayer(consortium, record, [chain], new StoppedClock(), options);

        var failure = await Assert.ThrowsAsync<PlayException>(() => player.PlayAsync(null, CancellationToken.None));

        Assert.Contains("has not followed the clock", failure.Message, StringComparison.Ordinal);
    }

    private async Task PlayAsync(ConsortiumSeed consortium, ZhuhaiRecord record)
    {
        var chain = new InProcessChain(consortium.Genesis);
        var progress = new LastProgress();

        var report = await new RecordPlayer(consortium, record, [chain, chain], chain).PlayAsync(progress, CancellationToken.None);

        output.WriteLine($"{report.Seconds:0.0} s, {report.Trials} trials, p50 {report.SubmitToFinal.PercentileMs(0.5):0.0} ms");
        output.WriteLine(string.Join(", ", report.Transactions));
        output.WriteLine(
            $"{chain.Transactions.Average(transaction => transaction.Bytes):0} bytes a transaction, at most " +
            $"{chain.Transactions.Max(transaction => transaction.Bytes)}");
        Assert.Equal(record.Actions.Count, report.Transactions.Values.Sum());
        Assert.Equal(record.Actions.Count, report.SubmitToFinal.Count);
        Assert.Equal(0, report.Repeated);
        Assert.Equal(record.Actions.Count, progress.Last.Done);
        Assert.Equal(record.Totals, await RecordReconciliation.ReadAsync(chain, consortium, record, CancellationToken.None));

        // Books that are not of the roots on the chain count for nothing.
        var strange = await RecordReconciliation.ReadAsync(chain, ConsortiumSeed.Create(seed: 1), record, CancellationToken.None);
        Assert.Equal((0, 0), (strange.Logins, strange.Signatures));
    }

    private sealed class LastProgress : IProgress<PlayProgress>
    {
        internal PlayProgress Last { get; private set; }

        public void Report(PlayProgress value) => Last = value.Done > Last.Done ? value : Last;
    }

    private sealed class StoppedClock : IDrivenClock
    {
        public void AdvanceTo(long utcMs)
        {
        }
    }
}
