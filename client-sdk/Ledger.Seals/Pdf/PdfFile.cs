using System.IO.Compression;

namespace Ledger.Seals.Pdf;

/// <summary>
/// A PDF file's objects, found through its cross-reference tables and streams, newest first (ISO 32000-1 §7.5). Only what sealing and
/// looking at seals need: no repair of broken files, no encryption.
/// </summary>
internal sealed class PdfFile
{
    private const int HeaderBytes = 1024;
    private const int TailBytes = 2048;
    private const int SectionsMax = 1_000;
    private const int ObjectsMax = 2_000_000;
    private const int UnpackedMax = 256 * 1024 * 1024;

    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly Dictionary<int, Place> _places = [];
    private readonly HashSet<long> _sections = [];
    private readonly Dictionary<int, (byte[] Bytes, int First, int Count)> _objectStreams = [];
    private long _unpacked;

    private PdfFile(ReadOnlyMemory<byte> bytes) => _bytes = bytes;

    /// <summary>The newest trailer, or the dictionary of the newest cross-reference stream.</summary>
    internal PdfDictionary Trailer { get; private set; } = null!;

    /// <summary>Where the newest cross-reference section begins.</summary>
    internal int StartXref { get; private set; }

    /// <summary>Whether the newest cross-reference section is a stream.</summary>
    internal bool HasXrefStream { get; private set; }

    /// <summary>One more than the highest object number.</summary>
    internal int Size { get; private set; }

    /// <exception cref="PdfFormatException">The bytes are no PDF that is read here.</exception>
    internal static PdfFile Open(ReadOnlyMemory<byte> bytes)
    {
        var file = new PdfFile(bytes);
        var begin = bytes.Span[..Math.Min(HeaderBytes, bytes.Length)].IndexOf("%PDF-"u8);
        if (begin != 0)
        {
            throw new PdfFormatException(begin < 0
                ? "it does not begin with %PDF-"
                : $"{begin} bytes stand before %PDF-, which begins at byte {begin}: readers count from either place, so take them off " +
                    $"with tail -c +{begin + 1}");
        }

        file.ReadSections();
        return file;
    }

    /// <summary>The value that a reference leads to, or the value itself; null where there is none.</summary>
    internal PdfValue? Resolve(PdfValue? value)
    {
        for (var steps = 0; value is PdfReference reference; steps++)
        {
            if (steps == 16)
            {
                throw new PdfFormatException("references run in a circle");
            }

            value = Read(reference);
        }

        return value is PdfToken token && token.Raw.AsSpan().SequenceEqual("null"u8) ? null : value;
    }

    internal PdfDictionary? Dictionary(PdfValue? value) => Resolve(value) switch
    {
        PdfDictionary dictionary => dictionary,
        PdfStream stream => stream.Dictionary,
        _ => null,
    };

    internal PdfDictionary Catalog => Dictionary(Trailer["Root"]) ?? throw new PdfFormatException("there is no catalog");

    /// <summary>The pages in their order, each with the reference to it and what it may inherit.</summary>
    internal List<PdfPage> Pages()
    {
        var pages = new List<PdfPage>();
        var seen = new HashSet<int>();
        var stack = new Stack<(PdfValue Node, PdfValue? Media, PdfValue? Crop, PdfValue? Rotate)>();
        stack.Push((Catalog["Pages"] ?? throw new PdfFormatException("there are no pages"), null, null, null));
        while (stack.TryPop(out var next))
        {
            if (next.Node is not PdfReference reference || !seen.Add(reference.Number) || Dictionary(reference) is not { } node)
            {
                throw new PdfFormatException("the tree of pages is none");
            }

            var media = node["MediaBox"] ?? next.Media;
            var crop = node["CropBox"] ?? next.Crop;
            var rotate = node["Rotate"] ?? next.Rotate;
            if (Resolve(node["Kids"]) is not PdfArray kids)
            {
                pages.Add(new PdfPage(reference, node, media, crop, rotate));
                continue;
            }

            for (var i = kids.Items.Count - 1; i >= 0; i--)
            {
                stack.Push((kids.Items[i], media, crop, rotate));
            }
        }

        return pages;
    }

    /// <summary>The object of this number, whatever its generation; null where there is none.</summary>
    internal PdfValue? ObjectAt(int number) => _places.TryGetValue(number, out var place) && place.At >= 0
        ? Resolve(new PdfReference(number, place.Generation))
        : null;

    /// <summary>The generation of the object of this number; a reference with another leads nowhere.</summary>
    internal int GenerationOf(int number) => _places.TryGetValue(number, out var place) ? place.Generation : -1;

    /// <summary>
    /// Whether the object is a cross-reference stream that this file was read by: by its place, never by what it says of itself.
    /// </summary>
    internal bool IsSection(int number) =>
        _places.TryGetValue(number, out var place) && place.Container is null && _sections.Contains(place.At);

    /// <summary>The numbers of the objects that stand elsewhere than in <paramref name="older"/>, new ones among them.</summary>
    internal IEnumerable<int> ChangedSince(PdfFile older) => _places
        .Where(entry => !older._places.TryGetValue(entry.Key, out var place) || place != entry.Value)
        .Select(entry => entry.Key)
        .Concat(older._places.Keys.Where(number => !_places.ContainsKey(number)))
        .Order();

    /// <summary>Where in the file the Contents of a signature dictionary begin, which is never packed; null where there are none.</summary>
    internal int? ContentsAt(PdfReference signature)
    {
        if (!_places.TryGetValue(signature.Number, out var place) || place.At < 0 || place.Container is not null ||
            place.Generation != signature.Generation
            || ReadObjectAt(place.At, signature) is not PdfDictionary dictionary || dictionary["Contents"] is not PdfToken contents)
        {
            return null;
        }

        var at = _bytes.Span[(int)place.At..].IndexOf(contents.Raw);
        return at < 0 ? null : (int)place.At + at;
    }

    private void ReadSections()
    {
        StartXref = FindStart();
        long? next = StartXref;
        while (next is { } at)
        {
            var places = new Dictionary<int, Place>();
            var trailer = ReadSection(at, places);
            if (trailer["XRefStm"] is PdfInteger hybrid)
            {
                ReadHidden(hybrid.Number, places);
            }

            foreach (var (number, place) in places)
            {
                _places.TryAdd(number, place);
            }

            if (Trailer is null)
            {
                Trailer = trailer;
                if (trailer["Encrypt"] is not null)
                {
                    throw new PdfFormatException("encrypted");
                }
            }

            next = trailer["Prev"] is PdfInteger previous ? previous.Number : null;
        }

        Size = Math.Max(
            Trailer["Size"] is PdfInteger size && size.Number <= ObjectsMax ? (int)size.Number : 0,
            _places.Count == 0 ? 0 : _places.Keys.Max() + 1);
    }

    private int FindStart()
    {
        // Some tools fill the last block of a file up with spaces or zeros.
        var end = _bytes.Span.TrimEnd("\0\t\n\f\r "u8).Length;
        var start = Math.Max(0, end - TailBytes);
        var at = _bytes.Span[start..end].LastIndexOf("startxref"u8);
        if (at >= 0)
        {
            return new PdfLexer(_bytes, start + at + 9).ReadInteger();
        }

        var last = _bytes.Span.LastIndexOf("%%EOF"u8);
        throw new PdfFormatException(last < 0
            ? "there is no startxref and no %%EOF: it is cut off"
            : $"{_bytes.Length - last - 5} bytes that are no PDF follow %%EOF, from byte {last + 5} on: take them off with head -c " +
                $"{last + 5}");
    }

    private PdfDictionary ReadSection(long at, Dictionary<int, Place> places)
    {
        if (!_sections.Add(at) || _sections.Count > SectionsMax || at < 0 || at >= _bytes.Length)
        {
            throw new PdfFormatException("the cross-reference sections run in a circle or out of the file");
        }

        var lexer = new PdfLexer(_bytes, (int)at);
        if (lexer.TryWord("xref"u8))
        {
            return ReadTable(lexer, places);
        }

        HasXrefStream |= at == StartXref;
        return ReadObjectAt(at, null) is PdfStream stream && stream.Dictionary.IsType("XRef")
            ? ReadXrefStream(stream, places)
            : throw new PdfFormatException("there is no cross-reference section where one should be");
    }

    // Objects that a table calls free and its hybrid stream has (ISO 32000-1 §7.5.8.4) are seen by every reader of today. Where both have
    // one, readers differ.
    private void ReadHidden(long at, Dictionary<int, Place> places)
    {
        var hidden = new Dictionary<int, Place>();
        ReadSection(at, hidden);
        foreach (var (number, place) in hidden)
        {
            if (places.TryGetValue(number, out var shown) && shown.At >= 0 && shown != place)
            {
                throw new PdfFormatException("a cross-reference table and its hybrid stream place an object differently");
            }

            places[number] = place;
        }
    }

    private static PdfDictionary ReadTable(PdfLexer lexer, Dictionary<int, Place> places)
    {
        while (!lexer.TryWord("trailer"u8))
        {
            var first = lexer.ReadInteger();
            var count = lexer.ReadInteger();
            if (first < 0 || count < 0 || first + (long)count > ObjectsMax)
            {
                throw new PdfFormatException("the cross-reference table is too large");
            }

            for (var number = first; number < first + count; number++)
            {
                var offset = lexer.ReadInteger();
                var generation = lexer.ReadInteger();
                var isUsed = lexer.TryWord("n"u8);
                if (!isUsed && !lexer.TryWord("f"u8))
                {
                    throw new PdfFormatException("an entry of the cross-reference table is none");
                }

                places.TryAdd(number, isUsed ? new Place(offset, null, generation) : new Place(-1, null, generation));
            }
        }

        return lexer.ReadValue() as PdfDictionary ?? throw new PdfFormatException("there is no trailer");
    }

    private PdfDictionary ReadXrefStream(PdfStream stream, Dictionary<int, Place> places)
    {
        var dictionary = stream.Dictionary;
        var bytes = Unpack(stream);
        int[] widths = [.. Integers(dictionary["W"])];
        var size = dictionary["Size"] is PdfInteger given ? given.Number : 0;
        long[] index = dictionary["Index"] is null ? [0, size] : [.. Integers(dictionary["Index"]).Select(value => (long)value)];
        if (widths.Length != 3 || widths.Any(width => width is < 0 or > 8) || widths.Sum() == 0 || index.Length % 2 != 0)
        {
            throw new PdfFormatException("the cross-reference stream is none");
        }

        var at = 0;
        for (var i = 0; i < index.Length; i += 2)
        {
            for (var number = index[i]; number < index[i] + index[i + 1] && at + widths.Sum() <= bytes.Length; number++)
            {
                if (number is < 0 or > ObjectsMax)
                {
                    throw new PdfFormatException("the cross-reference stream is too large");
                }

                var type = widths[0] == 0 ? 1 : Field(bytes, ref at, widths[0]);
                var second = Field(bytes, ref at, widths[1]);
                var third = Field(bytes, ref at, widths[2]);
                places.TryAdd((int)number, type switch
                {
                    1 => new Place(second, null, (int)Math.Min(third, 65535)),
                    2 => new Place(third, (int)Math.Min(second, int.MaxValue), 0),
                    _ => new Place(-1, null, 0),
                });
            }
        }

        return dictionary;
    }

    private static long Field(byte[] bytes, ref int at, int width)
    {
        long value = 0;
        for (var end = at + width; at < end; at++)
        {
            value = (value << 8) | bytes[at];
        }

        return value;
    }

    private static IEnumerable<int> Integers(PdfValue? value) => value is PdfArray array
        ? array.Items.Select(
            item =>
                item is PdfInteger { Number: >= 0 and <= int.MaxValue } number
                    ? (int)number.Number
                    : throw new PdfFormatException("a number is missing"))
        : throw new PdfFormatException("a list of numbers is missing");

    /// <summary>
    /// The object that a reference names, which may be a reference again; null where there is none of this number and generation.
    /// </summary>
    internal PdfValue? Read(PdfReference reference)
    {
        if (!_places.TryGetValue(reference.Number, out var place) || place.At < 0 || place.Generation != reference.Generation)
        {
            return null;
        }

        return place.Container is { } container ? ReadPacked(container, reference.Number) : ReadObjectAt(place.At, reference);
    }

    private PdfValue ReadObjectAt(long at, PdfReference? expected)
    {
        if (at < 0 || at >= _bytes.Length)
        {
            throw new PdfFormatException("an object lies outside of the file");
        }

        var lexer = new PdfLexer(_bytes, (int)at);
        var (number, generation) = (lexer.ReadInteger(), lexer.ReadInteger());
        if (!lexer.TryWord("obj"u8) || (expected is not null && (number != expected.Number || generation != expected.Generation)))
        {
            throw new PdfFormatException("an object is not where it should be");
        }

        var value = lexer.ReadValue();
        return value is PdfDictionary dictionary && lexer.TryWord("stream"u8) ? ReadStream(dictionary, lexer.At) : value;
    }

    private PdfStream ReadStream(PdfDictionary dictionary, int at)
    {
        var bytes = _bytes.Span;
        at += at < bytes.Length && bytes[at] == '\r' ? 1 : 0;
        at += at < bytes.Length && bytes[at] == '\n' ? 1 : 0;
        return Resolve(dictionary["Length"]) is PdfInteger { Number: >= 0 } length && length.Number <= bytes.Length - at
            ? new PdfStream(dictionary, _bytes.Slice(at, (int)length.Number))
            : throw new PdfFormatException("a stream's length is none");
    }

    private PdfValue? ReadPacked(int container, int number)
    {
        if (!_objectStreams.TryGetValue(container, out var packed))
        {
            // A container is never packed itself.
            if (!_places.TryGetValue(container, out var place) || place.Container is not null
                || ReadObjectAt(place.At, new PdfReference(container, 0)) is not PdfStream stream
                || stream.Dictionary["First"] is not PdfInteger { Number: >= 0 and <= int.MaxValue } first
                || stream.Dictionary["N"] is not PdfInteger { Number: >= 0 and <= ObjectsMax } count)
            {
                throw new PdfFormatException("an object stream is none");
            }

            packed = (Unpack(stream), (int)first.Number, (int)count.Number);
            _objectStreams.Add(container, packed);
        }

        var header = new PdfLexer(packed.Bytes, 0);
        for (var i = 0; i < packed.Count; i++)
        {
            var found = header.ReadInteger();
            var offset = header.ReadInteger();
            if (found == number)
            {
                return packed.First + (long)offset < packed.Bytes.Length && offset >= 0
                    ? new PdfLexer(packed.Bytes, packed.First + offset).ReadValue()
                    : throw new PdfFormatException("an object lies outside of its stream");
            }
        }

        return null;
    }

    /// <summary>A stream's bytes, unpacked where they are packed; all of a file together within a limit.</summary>
    internal byte[] Unpack(PdfStream stream)
    {
        var filter = stream.Dictionary["Filter"] is PdfArray { Items: [var only] } ? only : stream.Dictionary["Filter"];
        if (filter is null)
        {
            return stream.Stored.ToArray();
        }

        if (filter is not PdfName { Text: "FlateDecode" })
        {
            throw new PdfFormatException("a stream has another filter than FlateDecode");
        }

        using var zip = new ZLibStream(new MemoryStream(stream.Stored.ToArray()), CompressionMode.Decompress);
        var output = new MemoryStream();
        var buffer = new byte[64 * 1024];
        try
        {
            for (int read; (read = zip.Read(buffer)) > 0;)
            {
                _unpacked += read;
                output.Write(_unpacked <= UnpackedMax ? buffer.AsSpan(0, read) : throw new PdfFormatException("it unpacks to too much"));
            }
        }
        catch (InvalidDataException)
        {
            throw new PdfFormatException("a stream does not unpack");
        }

        var parameters = Dictionary(
            stream.Dictionary["DecodeParms"] is PdfArray { Items: [var one] } ? one : stream.Dictionary["DecodeParms"]);
        return PngPredictor.Undo(output.ToArray(), parameters);
    }

    /// <summary>Where an object is: at an offset, or at an index of a container; free where negative.</summary>
    private readonly record struct Place(long At, int? Container, int Generation);
}

/// <summary>A page: the reference to it, its dictionary, and what it may inherit (ISO 32000-1 §7.7.3.4).</summary>
internal sealed record PdfPage(PdfReference Reference, PdfDictionary Dictionary, PdfValue? MediaBox, PdfValue? CropBox, PdfValue? Rotate);
