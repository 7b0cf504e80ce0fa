using System.Formats.Asn1;
using Ledger.Certificates.Der;

namespace Ledger.Certificates.Revocation;

/// <summary>
/// The entries of a list: their bytes as they came, and where each begins, ordered by serial number, as numbers. Nothing else is kept of
/// them, so that a list of a million takes 4 MB beside its bytes.
/// </summary>
internal sealed class RevocationEntries
{
    internal static readonly RevocationEntries None = new(default, []);

    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly int[] _starts;

    private RevocationEntries(ReadOnlyMemory<byte> bytes, int[] starts, int longestBytes = 0)
    {
        _bytes = bytes;
        _starts = starts;
        LongestBytes = longestBytes;
    }

    /// <summary>All entries, one after the other.</summary>
    internal ReadOnlyMemory<byte> Bytes => _bytes;

    internal int LongestBytes { get; }

    internal int Count => _starts.Length;

    /// <param name="sequence">The SEQUENCE OF entries.</param>
    /// <param name="mayHaveExtensions">Whether the list is of version 2.</param>
    /// <param name="entries">What was read; without meaning where the answer is an error.</param>
    /// <exception cref="AsnContentException">An entry does not decode.</exception>
    internal static RevocationListError Read(ReadOnlyMemory<byte> sequence, bool mayHaveExtensions, out RevocationEntries entries)
    {
        entries = None;
        AsnDecoder.ReadSequence(sequence.Span, AsnEncodingRules.DER, out var offset, out var length, out _);
        var bytes = sequence.Slice(offset, length);
        var starts = new List<int>();
        var longest = 0;
        for (var at = 0; at < bytes.Length;)
        {
            if (starts.Count == RevocationList.EntriesMax)
            {
                return RevocationListError.TooManyEntries;
            }

            var error = ReadEntry(bytes[at..], mayHaveExtensions, out _, out var consumed);
            if (error != RevocationListError.None)
            {
                return error;
            }

            starts.Add(at);
            at += consumed;
            longest = Math.Max(longest, consumed);
        }

        var sorted = starts.ToArray();
        entries = new RevocationEntries(bytes, sorted, longest);
        Array.Sort(sorted, entries.CompareSerials);
        return RevocationListError.None;
    }

    internal RevocationEntry? Find(ReadOnlySpan<byte> serialNumber)
    {
        var low = 0;
        var high = _starts.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = SerialNumbers.Compare(SerialAt(_starts[middle]), serialNumber);
            if (order == 0)
            {
                return EarliestOf(middle, serialNumber);
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return null;
    }

    internal IEnumerable<RevocationEntry> All()
    {
        foreach (var start in _starts)
        {
            yield return EntryAt(start);
        }
    }

    /// <summary>A serial number should occur once; where it occurs again, the earliest revocation counts.</summary>
    private RevocationEntry EarliestOf(int index, ReadOnlySpan<byte> serialNumber)
    {
        while (index > 0 && SerialNumbers.Compare(SerialAt(_starts[index - 1]), serialNumber) == 0)
        {
            index--;
        }

        var earliest = EntryAt(_starts[index]);
        for (index++; index < _starts.Length && SerialNumbers.Compare(SerialAt(_starts[index]), serialNumber) == 0; index++)
        {
            var other = EntryAt(_starts[index]);
            earliest = other.RevokedAtMs < earliest.RevokedAtMs ? other : earliest;
        }

        return earliest;
    }

    private int CompareSerials(int x, int y)
    {
        var order = SerialNumbers.Compare(SerialAt(x), SerialAt(y));
        return order != 0 ? order : x.CompareTo(y);
    }

    private ReadOnlySpan<byte> SerialAt(int start)
    {
        var rest = _bytes.Span[start..];
        AsnDecoder.ReadSequence(rest, AsnEncodingRules.DER, out var offset, out var length, out _);
        return AsnDecoder.ReadIntegerBytes(rest.Slice(offset, length), AsnEncodingRules.DER, out _);
    }

    private RevocationEntry EntryAt(int start)
    {
        var error = ReadEntry(_bytes[start..], mayHaveExtensions: true, out var entry, out _);
        return error == RevocationListError.None ? entry! : throw new InvalidOperationException("An entry that was read no longer reads.");
    }

    internal static RevocationListError ReadEntry(
        ReadOnlyMemory<byte> bytes, bool mayHaveExtensions, out RevocationEntry? entry, out int consumed)
    {
        entry = null;
        AsnDecoder.ReadSequence(bytes.Span, AsnEncodingRules.DER, out var offset, out var length, out consumed);
        var reader = new AsnReader(bytes.Slice(offset, length), AsnEncodingRules.DER);
        var serialNumber = reader.ReadIntegerBytes();
        var revokedAtMs = DerTime.Read(reader);
        var reason = RevocationReason.Unspecified;
        long? invalidSinceMs = null;
        if (reader.HasData)
        {
            if (!mayHaveExtensions)
            {
                return RevocationListError.Version;
            }

            var error = RevocationEntryExtensions.Read(reader.ReadSequence(), out reason, out invalidSinceMs);
            if (error != RevocationListError.None)
            {
                return error;
            }

            reader.ThrowIfNotEmpty();
        }

        entry = new RevocationEntry(serialNumber, revokedAtMs, reason, invalidSinceMs);
        return RevocationListError.None;
    }
}
