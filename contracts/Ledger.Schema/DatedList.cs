using Google.Protobuf.Collections;
using Ledger.Protocol;

namespace Ledger.Schema;

/// <summary>
/// A history that stands in one record: entries ascending by the time from which they count. At a time the latest that has begun counts.
/// What has begun is never changed, so that an answer about the past stays as it was.
/// </summary>
internal static class DatedList
{
    /// <summary>Most entries; a full history refuses, it forgets nothing.</summary>
    internal const int EntriesMax = 128;

    /// <summary>Longest text of an entry, so that a full history is still a value of the state (64 KiB).</summary>
    internal const int TextCharsMax = 100;

    /// <summary>Longest name of a version of a law, likewise.</summary>
    internal const int VersionCharsMax = 40;

    /// <summary>The entry that counts at <paramref name="time"/>, or null.</summary>
    internal static T? At<T>(IReadOnlyList<T> entries, Func<T, long> from, long time)
        where T : class
    {
        T? latest = null;
        foreach (var entry in entries)
        {
            if (from(entry) > time)
            {
                break;
            }

            latest = entry;
        }

        return latest;
    }

    /// <summary>
    /// The entry that counts at <paramref name="time"/> of a list whose entries may end: the latest that has begun and not ended, or null.
    /// </summary>
    /// <param name="entries">The history.</param>
    /// <param name="from">From when an entry counts.</param>
    /// <param name="until">The first instant at which it does not; 0 where it has no end.</param>
    /// <param name="time">UTC milliseconds.</param>
    internal static T? At<T>(IReadOnlyList<T> entries, Func<T, long> from, Func<T, long> until, long time)
        where T : class
    {
        T? latest = null;
        foreach (var entry in entries)
        {
            if (from(entry) > time)
            {
                break;
            }

            latest = until(entry) == 0 || until(entry) > time ? entry : latest;
        }

        return latest;
    }

    /// <summary>Refuses an end that is not after the beginning.</summary>
    internal static Refused CheckEnd(long from, long until, string entry) => until == 0 || until > from
        ? Refused.No
        : new Refused(RefusalCode.BadCount, $"{entry} holds from {from} until {until}, which is not after it.");

    /// <summary>
    /// Puts an entry at its place; one of the very same time gives way to it. The caller sees to it that the time is not before the
    /// block's.
    /// </summary>
    internal static void Put<T>(RepeatedField<T> entries, Func<T, long> from, T entry)
        where T : class
    {
        var at = entries.Count;
        while (at > 0 && from(entries[at - 1]) >= from(entry))
        {
            at--;
        }

        if (at < entries.Count && from(entries[at]) == from(entry))
        {
            entries[at] = entry;
        }
        else
        {
            entries.Insert(at, entry);
        }
    }

    /// <summary>From when a change counts that asks for <paramref name="wanted"/>: never before the block that makes it.</summary>
    internal static long Effective(long wanted, long blockTime) => Math.Max(wanted, blockTime);

    /// <summary>Refuses one more entry of a history that is full.</summary>
    internal static Refused Full(int entries, string history) => entries < EntriesMax
        ? Refused.No
        : new Refused(RefusalCode.HistoryFull, $"The history of {history} has {entries} entries already.");
}
