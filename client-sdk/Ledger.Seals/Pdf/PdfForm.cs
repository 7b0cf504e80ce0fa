namespace Ledger.Seals.Pdf;

/// <summary>A form field or one of its widgets.</summary>
/// <param name="Name">Its full name (ISO 32000-1 §12.7.3.2).</param>
/// <param name="Dictionary">Its own entries.</param>
/// <param name="IsSignature">Whether its type, which it may inherit, is Sig.</param>
internal sealed record PdfField(string Name, PdfDictionary Dictionary, bool IsSignature);

/// <summary>The fields that a file's AcroForm leads to.</summary>
internal static class PdfForm
{
    private const int NodesMax = 10_000;

    /// <summary>By object number. A field that is written in place, not referred to, has a negative one.</summary>
    /// <exception cref="PdfFormatException">The form cannot be read.</exception>
    internal static Dictionary<int, PdfField> Fields(PdfFile file)
    {
        var fields = new Dictionary<int, PdfField>();
        var stack = new Stack<(PdfValue? Node, string Name, PdfValue? Type)>();
        stack.Push((file.Dictionary(file.Catalog["AcroForm"])?["Fields"], string.Empty, null));
        for (var nodes = 0; stack.TryPop(out var next); nodes++)
        {
            if (nodes > NodesMax)
            {
                throw new PdfFormatException("the form has too many fields");
            }

            var number = next.Node is PdfReference reference ? reference.Number : -1 - nodes;
            switch (file.Resolve(next.Node))
            {
                case PdfArray array:
                    array.Items.ForEach(item => stack.Push((item, next.Name, next.Type)));
                    break;
                case PdfDictionary field when !fields.ContainsKey(number):
                    var own = PdfText.Read(file.Resolve(field["T"]));
                    var name = own.Length == 0 ? next.Name : next.Name.Length == 0 ? own : $"{next.Name}.{own}";
                    var type = file.Resolve(field["FT"]) ?? next.Type;
                    fields.Add(number, new PdfField(name, field, type is PdfName { Text: "Sig" }));
                    stack.Push((field["Kids"], name, type));
                    break;
            }
        }

        return fields;
    }

    /// <summary>
    /// The field that shows the signature whose Contents begin at <paramref name="gapStart"/>, and the signature's dictionary.
    /// </summary>
    internal static (PdfField Field, PdfDictionary Signature)? FieldOf(PdfFile file, int gapStart)
    {
        foreach (var field in Fields(file).Values)
        {
            if (field.Dictionary["V"] is PdfReference value && file.ContentsAt(value) == gapStart)
            {
                return (field, file.Dictionary(value)!);
            }
        }

        return null;
    }
}
