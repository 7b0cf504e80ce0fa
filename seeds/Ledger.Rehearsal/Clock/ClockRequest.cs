using System.Globalization;
using Ledger.Storage;

namespace Ledger.Rehearsal.Clock;

/// <summary>
/// How <c>ledger demo clock</c> asks a running rehearsal to move its clock: a file beside the genesis, taken away when it was done. Whoever
/// may write there holds the keys of all members anyway.
/// </summary>
internal static class ClockRequest
{
    private const string Name = "clock-request";

    /// <summary>Asks for a time, UTC milliseconds.</summary>
    /// <param name="folder">Where the genesis lies.</param>
    /// <param name="utcMs">What the clock is to show.</param>
    internal static void Ask(string folder, long utcMs)
    {
        var temporary = PathIn(folder) + ".new";
        File.WriteAllText(temporary, utcMs.ToString(CultureInfo.InvariantCulture));
        File.Move(temporary, PathIn(folder), overwrite: true);
    }

    /// <summary>Whether nobody has taken the request yet.</summary>
    internal static bool IsWaiting(string folder) => File.Exists(PathIn(folder));

    /// <summary>Takes a request back that nobody answers.</summary>
    internal static void TakeBack(string folder) => File.Delete(PathIn(folder));

    /// <summary>The time that is asked for, or null; the request is gone afterwards.</summary>
    /// <exception cref="StorageException">The file holds no time.</exception>
    internal static long? Take(string folder)
    {
        if (!IsWaiting(folder))
        {
            return null;
        }

        var text = File.ReadAllText(PathIn(folder));
        File.Delete(PathIn(folder));
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var utcMs)
            ? utcMs
            : throw new StorageException(StorageError.OtherFormat, $"{PathIn(folder)} holds no time; `ledger demo clock` writes it.");
    }

    private static string PathIn(string folder) => Path.Combine(folder, Name);
}
