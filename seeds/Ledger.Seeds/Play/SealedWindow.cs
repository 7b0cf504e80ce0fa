using Google.Protobuf;
using Ledger.Crypto.Sealing;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Seeds;

/// <summary>
/// The sealed records that the centre has seen and not yet opened, by the day of their issue. The centre tries a section's opening key
/// on them newest first, from the section's announcement on, until it has found as many as the opened bids name: so decoys and other
/// sections' records of earlier days are not tried at all.
/// </summary>
internal sealed class SealedWindow
{
    private readonly SortedDictionary<DateOnly, List<SealedGuarantee>> _days =
        new(Comparer<DateOnly>.Create((left, right) => right.CompareTo(left)));

    /// <summary>How often a key was tried on a record.</summary>
    internal long Trials => Interlocked.Read(ref _trials);

    private long _trials;

    internal void Add(DateOnly day, IEnumerable<SealedGuarantee> records)
    {
        if (!_days.TryGetValue(day, out var known))
        {
            _days[day] = known = [];
        }

        known.AddRange(records);
    }

    /// <summary>Forgets what was opened or taken back, and all that was issued before a day.</summary>
    internal void Remove(IReadOnlySet<ByteString> done, DateOnly before)
    {
        foreach (var (day, records) in _days.ToList())
        {
            records.RemoveAll(record => done.Contains(record.GuaranteeId));
            if (day < before || records.Count == 0)
            {
                _days.Remove(day);
            }
        }
    }

    /// <summary>
    /// Finds a section's guarantees, first versions first. May run for several sections at once while nothing is added or removed.
    /// </summary>
    /// <param name="key">The section's opening key.</param>
    /// <param name="section">The section.</param>
    /// <param name="among">The only records to try, where they are known; null tries all.</param>
    /// <exception cref="InvalidDataException">There are fewer than the bids name.</exception>
    internal IReadOnlyList<OpenedGuarantee> Find(OpeningKey key, SectionPlan section, IEnumerable<ByteString>? among = null)
    {
        var known = among?.ToHashSet();
        var found = new List<(uint Version, OpenedGuarantee Opened)>();
        var wanted = section.Guarantees.Count + section.Guarantees.Count(guarantee => guarantee.Later is not null);
        var announced = DateOnly.FromDateTime(section.AnnouncedAt.DateTime);
        foreach (var (day, sealedThen) in _days)
        {
            if (day < announced || found.Count == wanted)
            {
                break;
            }

            var records = known is null ? sealedThen : sealedThen.FindAll(record => known.Contains(record.GuaranteeId));
            Interlocked.Add(ref _trials, records.Count);
            var plaintexts = SealedBox.TryOpenEach(
                key, records.ConvertAll(record => new BoxToOpen(record.Sealed.Memory, record.GuaranteeId.Memory)));
            foreach (var (record, plaintext) in records.Zip(plaintexts))
            {
                if (plaintext is not null && TryRead(key, record, plaintext) is { } opened)
                {
                    found.Add(opened);
                }
            }
        }

        return found.Count == wanted
            ? [.. found.OrderBy(one => one.Version).Select(one => one.Opened)]
            : throw new InvalidDataException(
                $"Of the {wanted} guarantees and versions that section {section.Code}'s bids name, {found.Count} are on the chain.");
    }

    private static (uint Version, OpenedGuarantee Opened)? TryRead(OpeningKey key, SealedGuarantee record, byte[] plaintext)
    {
        if (!SealedTerms.TryDecode(plaintext, out var salt, out var encoded))
        {
            return null;
        }

        var terms = GuaranteeTerms.Parser.ParseFrom(encoded);
        return (terms.Version, new OpenedGuarantee
        {
            GuaranteeId = record.GuaranteeId,
            Salt = UnsafeByteOperations.UnsafeWrap(salt),
            Terms = UnsafeByteOperations.UnsafeWrap(encoded),
            Section = terms.BlindSection is { } blind ? SeededBlindSections.Open(blind, key) : null,
        });
    }
}
