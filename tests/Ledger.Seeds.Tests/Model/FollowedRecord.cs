using Ledger.Crypto;

namespace Ledger.Seeds.Tests;

/// <summary>A record that was played on the real contracts while the reference model followed.</summary>
internal sealed record FollowedRecord(
    ConsortiumSeed Consortium, ZhuhaiRecord Record, InProcessChain Chain, SecondOpinion Opinion, PlayReport Report)
{
    /// <summary>
    /// The suite is the cheaper one, and keys are tried on a section's own records only: neither is what the two opinions are about.
    /// </summary>
    internal static async Task<FollowedRecord> PlayAsync(ulong seed, RecordOptions options)
    {
        var consortium = ConsortiumSeed.Create(seed, CryptoSuite.International);
        var record = ZhuhaiRecord.Generate(consortium, options);
        using var actors = new RecordActors(consortium, record);
        var chain = new InProcessChain(consortium.Genesis);
        var opinion = new SecondOpinion(chain, consortium, actors, record);
        var player = new RecordPlayer(consortium, record, [chain], chain, new PlayOptions { TriesEverySealedRecord = false });
        return new FollowedRecord(consortium, record, chain, opinion, await player.PlayAsync(null, CancellationToken.None));
    }
}
