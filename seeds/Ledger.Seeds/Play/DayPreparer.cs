using Google.Protobuf;
using Ledger.Crypto.Sealing;
using Ledger.Protocol.V1;

namespace Ledger.Seeds;

/// <summary>
/// Seals, opens and signs a day's actions on several threads, while the days before are played. Days are prepared in order, since what
/// is opened on one was sealed on the days before.
/// </summary>
internal sealed class DayPreparer(RecordActors actors, RecordSigner signer, ZhuhaiRecord record, PlayOptions options)
{
    /// <summary>
    /// Earliest before its section's opening that a guarantee of the record is issued, in days: longest where the opening is postponed.
    /// </summary>
    private const int IssueDaysMax = 45;

    private static readonly TimeOnly DayStart = new(8, 0);
    private const int RecalledTogether = 64; // by one thread
    private const long LifetimeMs = 23L * 60 * 60 * 1000;

    private readonly SealedWindow _window = new();
    private readonly ILookup<SectionPlan, ByteString> _issued = SlotsOf(record.Days, RecordActionKind.IssueGuarantees)
        .Where(slot => slot.Guarantee is not null).ToLookup(slot => slot.Guarantee!.Section, slot => slot.GuaranteeId);

    internal long Trials => _window.Trials;

    /// <summary>Block time that a day's actions need, UTC milliseconds: the morning's, or the day's latest opening time.</summary>
    internal static long InstantOf(DayPlan day)
    {
        var start = ChineseCalendar.At(day.Day, DayStart);
        return day.Actions
            .Where(action => action.Kind is RecordActionKind.OpenSection or RecordActionKind.FailSection)
            .Select(action => action.At).Append(start).Max().ToUnixTimeMilliseconds();
    }

    internal static long NotAfterOf(long blockTimeMs) => blockTimeMs + LifetimeMs;

    /// <summary>
    /// Prepares a day to be played when block time has reached its instant, or <paramref name="blockTimeMs"/> where that is later.
    /// </summary>
    internal PreparedDay Prepare(int dayIndex, long blockTimeMs, CancellationToken cancellationToken)
    {
        var day = record.Days[dayIndex];
        var notAfterMs = NotAfterOf(Math.Max(InstantOf(day), blockTimeMs));
        var prepared = new PreparedAction[day.Actions.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellationToken };
        Parallel.For(0, prepared.Length, parallel, index =>
        {
            var action = day.Actions[index];
            var opened = action.Kind == RecordActionKind.RevealGuarantees ? Open(action.Sections[0]) : [];
            prepared[index] = new PreparedAction(action, opened, signer.Sign(action, opened, notAfterMs));
        });
        Remember(day, prepared);
        return new PreparedDay(day, prepared);
    }

    /// <summary>Sees again what was sealed in the days before the first that is played, so that it can be opened.</summary>
    internal void Recall(int firstDayIndex, RecordSealer sealer, CancellationToken cancellationToken)
    {
        var first = record.Days[firstDayIndex].Day;
        var days = record.Days.Take(firstDayIndex).Where(day => day.Day >= first.AddDays(-IssueDaysMax)).ToList();
        var surrendered = SlotsOf(days, RecordActionKind.SurrenderGuarantees).Select(slot => slot.GuaranteeId).ToHashSet();
        foreach (var day in days)
        {
            var slots = SlotsOf([day], RecordActionKind.IssueGuarantees).Where(slot => !surrendered.Contains(slot.GuaranteeId)).ToList();
            var parts = slots.Chunk(RecalledTogether).ToList();
            var records = new IReadOnlyList<SealedGuarantee>[parts.Count];
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellationToken };
            Parallel.For(0, records.Length, parallel, index => records[index] = sealer.SealEach(parts[index]));
            _window.Add(day.Day, records.SelectMany(part => part));
        }
    }

    private static IEnumerable<IssueSlot> SlotsOf(IEnumerable<DayPlan> days, RecordActionKind kind) =>
        days.SelectMany(day => day.Actions).Where(action => action.Kind == kind).SelectMany(action => action.Slots);

    private IReadOnlyList<OpenedGuarantee> Open(SectionPlan section)
    {
        using var pair = actors.OpeningKeyOf(section);
        using var key = new OpeningKey(pair);
        return _window.Find(key, section, options.TriesEverySealedRecord ? null : _issued[section]);
    }

    private void Remember(DayPlan day, IEnumerable<PreparedAction> prepared)
    {
        var done = SlotsOf([day], RecordActionKind.SurrenderGuarantees).Select(slot => slot.GuaranteeId).ToHashSet();
        foreach (var action in prepared)
        {
            done.UnionWith(action.Opened.Select(guarantee => guarantee.GuaranteeId));
            if (action.Action.Kind == RecordActionKind.IssueGuarantees)
            {
                // Read back from the transaction, as the centre would from the chain.
                var transaction = Transaction.Parser.ParseFrom(action.Transaction.Bytes.Span);
                _window.Add(day.Day, TxBody.Parser.ParseFrom(transaction.Body).Calls[0].Guarantee.Issue.Guarantees);
            }
        }

        _window.Remove(done, day.Day.AddDays(-IssueDaysMax));
    }
}
