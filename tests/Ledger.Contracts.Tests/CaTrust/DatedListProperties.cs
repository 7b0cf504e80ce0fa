using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf.Collections;
using Ledger.Protocol.V1;
using Ledger.Schema;

namespace Ledger.Contracts.Tests;

/// <summary>
/// Dated lists against the plainest model: every change ever made, in order; at a time the last made of the latest that has begun.
/// </summary>
public sealed class DatedListProperties
{
    [Fact]
    public void A_list_answers_like_the_list_of_all_changes() =>
        Prop.ForAll(Changes, changes =>
        {
            var list = new RepeatedField<FloorPeriod>();
            foreach (var (from, bits) in changes)
            {
                DatedList.Put(list, period => period.EffectiveFrom, new FloorPeriod { EffectiveFrom = from, RsaBitsMin = (uint)bits });
            }

            return list.Zip(list.Skip(1)).All(pair => pair.First.EffectiveFrom < pair.Second.EffectiveFrom)
                && Enumerable.Range(-1, 33)
                    .All(time => Model(changes, time) == (int?)DatedList.At(list, period => period.EffectiveFrom, time)?.RsaBitsMin);
        }).Check(Settings);

    [Fact]
    public void A_change_of_now_or_later_moves_no_answer_about_the_past() =>
        Prop.ForAll(Changes, changes =>
        {
            var list = new RepeatedField<FloorPeriod>();
            foreach (var (index, (from, bits)) in changes.Index())
            {
                var now = index * 2L;
                var before = Enumerable.Range(-1, (int)now + 1).Select(time => At(list, time)).ToList();
                DatedList.Put(
                    list,
                    period => period.EffectiveFrom,
                    new FloorPeriod { EffectiveFrom = DatedList.Effective(from, now), RsaBitsMin = (uint)bits });
                if (!before.SequenceEqual(Enumerable.Range(-1, (int)now + 1).Select(time => At(list, time))))
                {
                    return false;
                }
            }

            return true;
        }).Check(Settings);

    private static Config Settings => Config.QuickThrowOnFailure.WithMaxTest(1000);

    private static Arbitrary<(int From, int Bits)[]> Changes =>
        (from count in Gen.Choose(0, 12)
         from changes in (from time in Gen.Choose(0, 31) from bits in Gen.Choose(1, 1000) select (time, bits)).ArrayOf(count)
         select changes).ToArbitrary();

    private static int? At(RepeatedField<FloorPeriod> list, long time) =>
        (int?)DatedList.At(list, period => period.EffectiveFrom, time)?.RsaBitsMin;

    private static int? Model((int From, int Bits)[] changes, int time) =>
        changes.Where(change => change.From <= time).OrderBy(change => change.From).Select(change => (int?)change.Bits).LastOrDefault();
}
