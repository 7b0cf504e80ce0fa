using System.Buffers.Binary;
using System.Globalization;

namespace Ledger.Seals.Pdf;

/// <summary>An incremental update (ISO 32000-1 §7.5.6): new and changed objects after the original bytes, which stay as they are.</summary>
internal sealed class PdfIncrement
{
    private static readonly HashSet<string> SectionEntries = new(
        ["Size", "Prev", "XRefStm", "Type", "W", "Index", "Length", "Filter", "DecodeParms", "F", "FFilter", "FDecodeParms", "DL"],
        StringComparer.Ordinal);

    private readonly PdfFile _file;
    private readonly MemoryStream _output = new();
    private readonly SortedDictionary<int, (long At, int Generation)> _places = [];
    private readonly HashSet<int> _named;
    private int _next;

    internal PdfIncrement(PdfFile file, ReadOnlyMemory<byte> original)
    {
        _file = file;
        _named = PdfReach.From(file);
        _next = Math.Max(1, file.Size) - 1;
        _output.Write(original.Span);
        if (original.Span[^1] is not (10 or 13))
        {
            _output.WriteByte((byte)'\n');
        }
    }

    internal PdfReference Add(PdfValue value)
    {
        var reference = Reserve();
        Put(reference, value);
        return reference;
    }

    /// <summary>A number for an object that is put later, so that others can refer to it.</summary>
    internal PdfReference Reserve()
    {
        // A number that the file names and lacks is null there, and must stay so under the seals that it has.
        for (_next++; _named.Contains(_next); _next++)
        {
        }

        return new PdfReference(_next, 0);
    }

    /// <summary>Writes the object, new or changed; gives where its value begins.</summary>
    internal long Put(PdfReference reference, PdfValue value)
    {
        _places[reference.Number] = (_output.Position, reference.Generation);
        PdfSerializer.Write(_output, string.Create(CultureInfo.InvariantCulture, $"{reference.Number} {reference.Generation} obj\n"));
        var at = _output.Position;
        PdfSerializer.Write(_output, value);
        PdfSerializer.Write(_output, "\nendobj\n");
        return at;
    }

    /// <summary>The whole file, with a cross-reference section of the kind that the original ends with.</summary>
    internal byte[] Finish()
    {
        var start = _output.Position;
        if (_file.HasXrefStream)
        {
            WriteStream(start);
        }
        else
        {
            WriteTable();
        }

        PdfSerializer.Write(_output, string.Create(CultureInfo.InvariantCulture, $"startxref\n{start}\n%%EOF\n"));
        return _output.ToArray();
    }

    // Every further entry is kept (ISO 32000-1 §7.5.6); what is of the old section alone, and of a stream that holds one (§7.5.8.2), is
    // not.
    private PdfDictionary Trailer() => new PdfDictionary([.. _file.Trailer.Entries.Where(entry => !SectionEntries.Contains(entry.Key))])
        .With("Size", new PdfInteger(_next + 1))
        .With("Prev", new PdfInteger(_file.StartXref));

    private void WriteTable()
    {
        PdfSerializer.Write(_output, "xref\n");
        foreach (var (number, (at, generation)) in _places)
        {
            PdfSerializer.Write(_output, string.Create(CultureInfo.InvariantCulture, $"{number} 1\n{at:D10} {generation:D5} n \n"));
        }

        PdfSerializer.Write(_output, "trailer\n");
        PdfSerializer.Write(_output, Trailer());
        PdfSerializer.Write(_output, "\n");
    }

    private void WriteStream(long start)
    {
        var self = Reserve().Number;
        _places[self] = (start, 0);
        var rows = new byte[_places.Count * 7];
        var index = new List<PdfValue>();
        var row = 0;
        foreach (var (number, (at, generation)) in _places)
        {
            rows[row] = 1;
            BinaryPrimitives.WriteUInt32BigEndian(rows.AsSpan(row + 1), (uint)at);
            BinaryPrimitives.WriteUInt16BigEndian(rows.AsSpan(row + 5), (ushort)generation);
            row += 7;
            index.Add(new PdfInteger(number));
            index.Add(new PdfInteger(1));
        }

        var dictionary = Trailer()
            .With("Type", new PdfName("XRef"))
            .With("W", new PdfArray([new PdfInteger(1), new PdfInteger(4), new PdfInteger(2)]))
            .With("Index", new PdfArray(index));
        Put(new PdfReference(self, 0), new PdfStream(dictionary, rows));
    }
}
