using System.Globalization;
using System.Numerics;
using Google.Protobuf;

namespace Ledger.Seeds;

/// <summary>
/// Puts each guarantor's guarantees of a day into sealed batches, filled up with decoys to a power of two, so that nobody can count
/// them; and takes back, likewise mixed with decoys, those of failed sections and of withdrawn bids (DOMAIN §2, leak checklist).
/// </summary>
internal sealed class BatchPlanner(ulong seed)
{
    internal const int BatchMax = 8; // what a batch holds travels in each of its passports: 8 keep one under 16 KiB
    internal const int GuaranteeIdBytes = 16;

    private static readonly TimeOnly SurrenderTime = new(16, 0);

    private readonly SeededRandom _random = new(seed, "batches");
    private readonly Dictionary<string, List<(DateTimeOffset IssuedAt, IssueSlot Slot)>> _decoys = new(StringComparer.Ordinal);
    private int _nextDecoy;

    /// <summary>The batches of all guarantees and their later versions.</summary>
    internal IEnumerable<RecordAction> Issues(IEnumerable<GuaranteePlan> guarantees)
    {
        var groups = guarantees.SelectMany(Records)
            .GroupBy(record => (record.IssuedAt, Uscc: record.Slot.Guarantee!.Guarantor.Participant.Uscc))
            .OrderBy(group => group.Key.IssuedAt).ThenBy(group => group.Key.Uscc, StringComparer.Ordinal);
        foreach (var group in groups)
        {
            var day = group.Select(record => record.Slot).ToList();
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

    /// <summary>Guarantors take back what they issued for a section that failed.</summary>
    internal IEnumerable<RecordAction> SurrendersOfFailed(SectionPlan section)
    {
        var opening = DateOnly.FromDateTime(section.OpeningAt.DateTime);
        foreach (var group in section.Bonds.GroupBy(guarantee => guarantee.Guarantor.Participant.Uscc, StringComparer.Ordinal))
        {
            yield return Surrender(
                group.Key, group.SelectMany(Records), ChineseCalendar.AddWorkdays(opening, _random.Between(5, 15)), section.OpeningAt);
        }
    }

    /// <summary>
    /// Guarantors take back, on the eve of the openings, what they issued for bids that were withdrawn; all of a day together, whatever
    /// their sections. Later it would be void.
    /// </summary>
    internal IEnumerable<RecordAction> SurrendersOfWithdrawn(IEnumerable<SectionPlan> sections)
    {
        var groups = sections.SelectMany(section => section.Withdrawn)
            .GroupBy(guarantee => (Day: EveOf(guarantee.Section), Uscc: guarantee.Guarantor.Participant.Uscc))
            .OrderBy(group => group.Key.Day).ThenBy(group => group.Key.Uscc, StringComparer.Ordinal);
        foreach (var group in groups)
        {
            yield return Surrender(
                group.Key.Uscc, group.SelectMany(Records), group.Key.Day, ChineseCalendar.At(group.Key.Day, TimeOnly.MinValue));
        }
    }

    private static DateOnly EveOf(SectionPlan section) =>
        ChineseCalendar.AddWorkdays(DateOnly.FromDateTime(section.OpeningAt.DateTime), -1);

    private RecordAction Surrender(
        string issuer, IEnumerable<(DateTimeOffset IssuedAt, IssueSlot Slot)> records, DateOnly day, DateTimeOffset decoysBefore)
    {
        var slots = records.Select(record => record.Slot).ToList();
        slots.AddRange(TakeDecoys(issuer, decoysBefore, PaddedSize(slots.Count) - slots.Count));
        _random.Shuffle(slots);
        return new RecordAction(
            ChineseCalendar.At(day, SurrenderTime),
            RecordActionKind.SurrenderGuarantees,
            issuer,
            $"surrender/{Convert.ToHexStringLower(slots[0].GuaranteeId.Span)}")
        {
            Slots = slots,
        };
    }

    // A batch of one would say that there is one, so the smallest has two.
    private static int PaddedSize(int count) => (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(2, count));

    private List<IssueSlot> Batch(IEnumerable<IssueSlot> records, string issuer, DateTimeOffset issuedAt)
    {
        var slots = records.ToList();
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

    private IEnumerable<(DateTimeOffset IssuedAt, IssueSlot Slot)> Records(GuaranteePlan guarantee)
    {
        yield return (guarantee.IssuedAt, new IssueSlot(guarantee.IdFrom(seed), guarantee));
        if (guarantee.Later is { } later)
        {
            yield return (later.IssuedAt, new IssueSlot(guarantee.LaterIdFrom(seed), guarantee, IsLater: true));
        }
    }
}
