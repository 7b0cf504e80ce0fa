using Ledger.Crypto.Sealing;
using Ledger.Protocol;

namespace Ledger.Seeds.Tests;

public sealed class SealingTests
{
    [Fact]
    public void Decoys_are_as_long_as_guarantees_and_no_key_opens_them()
    {
        var consortium = ConsortiumSeed.Create();
        var record = ZhuhaiRecord.Generate(consortium, RecordOptions.Mini);
        using var actors = new RecordActors(consortium, record);
        var sealer = new RecordSealer(consortium, actors);
        var slots = record.Actions.Where(action => action.Kind == RecordActionKind.IssueGuarantees).SelectMany(action => action.Slots)
            .ToList();
        var slot = slots.First(slot => slot.Guarantee is not null);
        var both = sealer.SealEach([slots.First(slot => slot.Guarantee is null), slot]);
        var (decoy, guarantee) = (both[0], both[1]);
        using var pair = actors.OpeningKeyOf(slot.Guarantee!.Section);
        using var key = new OpeningKey(pair);

        Assert.Equal(SealedTerms.SealedBytes, guarantee.Sealed.Length);
        Assert.Equal(guarantee.Sealed.Length, decoy.Sealed.Length);
        Assert.Equal(guarantee.Commitment.Length, decoy.Commitment.Length);
        Assert.Equal(guarantee.CalculateSize(), decoy.CalculateSize());
        Assert.NotNull(SealedBox.TryOpen(key, guarantee.Sealed.Span, guarantee.GuaranteeId.Span));
        Assert.Null(SealedBox.TryOpen(key, decoy.Sealed.Span, decoy.GuaranteeId.Span));
        Assert.Equal([guarantee], sealer.SealEach([slot]));
    }
}
