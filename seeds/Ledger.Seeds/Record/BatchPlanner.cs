using System.Globalization;
using System.Numerics;
using Google.Protobuf;

namespace Ledger.Seeds;

/// <summary>
/// Puts each guarantor's guarantees of a day into sealed batches, filled up with decoys to a power of two, so that nobody can count
/// them; and takes back, likewise mixed with decoys, those of failed sections (DOMAIN §2, leak checklist).
/// </summary>
internal sealed class BatchPlanner(ulong seed)
{
    internal const int BatchMax = 16;
    internal const int GuaranteeIdBytes = 16;

    private static readonly TimeOnly SurrenderTime = new(16, 0);

    private readonly SeededRandom _random = new(seed, "batches");
    private readonly Dictionary<string, List<(DateTimeOffset IssuedAt, IssueSlot Slot)>> _decoys = new(StringComparer.Ordinal);
    private int _nextDecoy;

    internal IEnumerable<RecordAction> Issues(IEnumerable<GuaranteePlan> guarantees)
    {
        var groups = guarantees
            .GroupBy(guarantee => (guarantee.IssuedAt, Uscc: guarantee.Guarantor.Participant.Uscc))
            .OrderBy(group => group.Key.IssuedAt).ThenBy(group => group.Key.Uscc, StringComparer.Ordinal);
        foreach (var group in groups)
        {
            var day = group.ToList();
            _random.Shuffle(day);
            foreach (var (index, chunk) in day.Chunk(BatchMax).Index())
            {
                yield return new RecordAction(
                    group.Key.IssuedAt.AddSeconds(index),
                    RecordActionKind.IssueGuarantees,
                    group.Key.Uscc,
                    string.Create(CultureInfo.InvariantCulture, $"issue/{group.Key.IssuedAt:yyyyMMdd}/{index}"))
                {
                    Slots = Batch(chunk, group.Key.Uscc, group.Key.IssuedAt),
                };
            }
        }
    }

    internal IEnumerable<RecordAction> Surrenders(SectionPlan section)
    {
        var opening = DateOnly.FromDateTime(section.OpeningAt.DateTime);
        foreach (var group in section.Bonds.GroupBy(guarantee => guarantee.Guarantor.Participant.Uscc, StringComparer.Ordinal))
        {
            var slots = group.Select(SlotOf).ToList();
            slots.AddRange(TakeDecoys(group.Key, section.OpeningAt, PaddedSize(slots.Count) - slots.Count));
            _random.Shuffle(slots);
            var day = ChineseCalendar.AddWorkdays(opening, _random.Between(5, 15));
            yield return new RecordAction(
                ChineseCalendar.At(day, SurrenderTime),
                RecordActionKind.SurrenderGuarantees,
                group.Key,
                $"surrender/{Convert.ToHexStringLower(slots[0].GuaranteeId.Span)}")
            {
                Slots = slots,
            };
        }
    }

    // A batch of one would say that there is one, so the smallest has two.
    private static int PaddedSize(int count) => (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(2, count));

    private List<IssueSlot> Batch(IReadOnlyList<GuaranteePlan> guarantees, string issuer, DateTimeOffset issuedAt)
    {
        var slots = guarantees.Select(SlotOf).ToList();
        for (var decoys = PaddedSize(slots.Count) - slots.Count; decoys > 0; decoys--)
        {
            var decoy = new IssueSlot(ByteString.CopyFrom(SeededBytes.Derive(seed, "decoy-id", _nextDecoy++), 0, GuaranteeIdBytes), null);
            slots.Add(decoy);
            if (!_decoys.TryGetValue(issuer, out var pool))
            {
                _decoys[issuer] = pool = [];
            }

            pool.Add((issuedAt, decoy));
        }

        _random.Shuffle(slots);
        return slots;
    }

    private IEnumerable<IssueSlot> TakeDecoys(string issuer, DateTimeOffset before, int count)
    {
        if (!_decoys.TryGetValue(issuer, out var pool))
        {
            return [];
        }

        var taken = pool.Where(decoy => decoy.IssuedAt < before).TakeLast(count).ToList();
        pool.RemoveAll(taken.Contains);
        return taken.Select(decoy => decoy.Slot);
    }

    private IssueSlot SlotOf(GuaranteePlan guarantee) => new(guarantee.IdFrom(seed), guarantee);
}
