using System.Globalization;
using Ledger.Protocol.V1;

namespace Ledger.Seeds;

/// <summary>
/// Spreads the record's logins and signatures over its days: each day's share is drawn, and the sums are exact. What finished before a
/// day's morning the centre records that morning, in one book.
/// </summary>
internal sealed class SessionPlanner(ulong seed, RecordOptions options, MarketPlan market, string centreUscc)
{
    private const int WeightMin = 40;
    private const int WeightMax = 160;
    private const int FirstMinute = 8 * 60 + 30;
    private const int LastMinute = 17 * 60 + 30;
    private const int SecondsToConfirmMin = 3;
    private const int SecondsToConfirmMax = 55; // a login lives 60 s

    private static readonly TimeOnly RecordingTime = new(7, 30);

    /// <summary>Who signs in at a centre: bidders far more often than tenderers.</summary>
    private readonly IReadOnlyList<MarketSubject> _subjects = [.. market.Builders, .. market.Suppliers, .. market.Tenderers];
    private readonly SeededRandom _random = new(seed, "sessions");
    private int _next;

    /// <summary>One action for each of the days but the first, with sessions or without.</summary>
    internal IEnumerable<RecordAction> Plan(IReadOnlyList<DateOnly> days)
    {
        var weights = days.Skip(1).Select(_ => _random.Between(WeightMin, WeightMax)).ToList();
        var logins = Shares(options.Logins, weights);
        var signatures = Shares(options.Signatures, weights);
        for (var i = 1; i < days.Count; i++)
        {
            var yesterday = days[i - 1];
            var sessions = Draw(ScanAct.Login, logins[i - 1], yesterday).Concat(Draw(ScanAct.Sign, signatures[i - 1], yesterday))
                .OrderBy(session => session.FinishedAt).ThenBy(session => session.Index);
            yield return new RecordAction(
                ChineseCalendar.At(days[i], RecordingTime),
                RecordActionKind.RecordSessions,
                centreUscc,
                string.Create(CultureInfo.InvariantCulture, $"sessions/{yesterday:yyyyMMdd}"))
            {
                Sessions = [.. sessions],
            };
        }
    }

    // Largest remainders: proportional to the weights, and exact in sum.
    private static int[] Shares(int total, List<int> weights)
    {
        var sum = weights.Sum();
        var shares = weights.Select(weight => (int)((long)total * weight / sum)).ToArray();
        foreach (var index
            in Enumerable.Range(0, weights.Count).OrderByDescending(index => (long)total * weights[index] % sum).ThenBy(index => index)
                .Take(total - shares.Sum()))
        {
            shares[index]++;
        }

        return shares;
    }

    private IEnumerable<SessionPlan> Draw(ScanAct act, int count, DateOnly day)
    {
        for (var i = 0; i < count; i++)
        {
            // The lesser of two draws: some companies come far more often than others.
            var subject = _subjects[Math.Min(_random.Below(_subjects.Count), _random.Below(_subjects.Count))];
            var opened = ChineseCalendar.At(day, TimeOnly.MinValue).AddMinutes(_random.Between(FirstMinute, LastMinute))
                .AddMilliseconds(_random.Below(60_000));
            yield return new SessionPlan(
                _next++, act, subject, opened, opened.AddSeconds(_random.Between(SecondsToConfirmMin, SecondsToConfirmMax)));
        }
    }
}

/// <summary>A confirmed scan session (扫码) of the record.</summary>
/// <param name="Index">Its place among all sessions of the record, from 0. Its id, salt and digests follow from it and the seed.</param>
/// <param name="Act">A login or a signature.</param>
/// <param name="Subject">Who confirmed it.</param>
/// <param name="OpenedAt">When the centre opened it.</param>
/// <param name="FinishedAt">When the phone confirmed, within the session's life.</param>
public sealed record SessionPlan(int Index, ScanAct Act, MarketSubject Subject, DateTimeOffset OpenedAt, DateTimeOffset FinishedAt);
