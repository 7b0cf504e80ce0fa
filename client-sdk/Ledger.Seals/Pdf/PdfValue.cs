namespace Ledger.Seals.Pdf;

/// <summary>A value of a PDF file (ISO 32000-1 §7.3).</summary>
internal abstract record PdfValue;

/// <summary>A number, a string, a keyword such as <c>true</c> or <c>null</c>: kept as it is written.</summary>
internal sealed record PdfToken(byte[] Raw) : PdfValue;

/// <summary>A name without its slash, with <c>#xx</c> decoded.</summary>
internal sealed record PdfName(string Text) : PdfValue;

/// <summary>A whole number.</summary>
internal sealed record PdfInteger(long Number) : PdfValue;

/// <summary>A reference to an object.</summary>
internal sealed record PdfReference(int Number, int Generation) : PdfValue;

/// <summary>A list.</summary>
internal sealed record PdfArray(List<PdfValue> Items) : PdfValue;

/// <summary>Names with values, in the order in which they stand.</summary>
internal sealed record PdfDictionary(List<KeyValuePair<string, PdfValue>> Entries) : PdfValue
{
    /// <summary>The value of <paramref name="name"/>; null where it is absent. The first counts where a name stands twice.</summary>
    internal PdfValue? this[string name]
    {
        get
        {
            foreach (var (key, value) in Entries)
            {
                if (key == name)
                {
                    return value;
                }
            }

            return null;
        }
    }

    internal bool IsType(string type) => this["Type"] is PdfName name && name.Text == type;

    /// <summary>The same with <paramref name="name"/> set.</summary>
    internal PdfDictionary With(string name, PdfValue value) => new([.. Entries.Where(entry => entry.Key != name), new(name, value)]);

    internal PdfDictionary Without(params ReadOnlySpan<string> names)
    {
        var left = new List<KeyValuePair<string, PdfValue>>();
        foreach (var entry in Entries)
        {
            if (!names.Contains(entry.Key))
            {
                left.Add(entry);
            }
        }

        return new PdfDictionary(left);
    }
}

/// <summary>A dictionary with bytes, as stored (still compressed).</summary>
internal sealed record PdfStream(PdfDictionary Dictionary, ReadOnlyMemory<byte> Stored) : PdfValue;
