namespace Ledger.Seals.Pdf;

/// <summary>
/// Several signatures in one file: each protects the file as it was, and the last one all of it. What was changed after a signature must be
/// what it permits, up to the last one.
/// </summary>
internal sealed class PdfSignatureOrder
{
    private readonly ReadOnlyMemory<byte> _pdf;
    private readonly List<PdfFoundSignature> _found;
    private readonly HashSet<int> _shown = [];
    private readonly string? _formError;
    private readonly string?[] _unreadable;
    private readonly PdfPermissions?[] _permissions;
    private readonly IReadOnlyList<PdfChange>[] _changes;

    /// <exception cref="PdfFormatException">The form of the whole file cannot be read.</exception>
    internal PdfSignatureOrder(ReadOnlyMemory<byte> pdf, PdfFile file, List<PdfFoundSignature> found)
    {
        (_pdf, _found) = (pdf, found);
        (_unreadable, _permissions, _changes) = (
            new string?[found.Count], new PdfPermissions?[found.Count], new IReadOnlyList<PdfChange>[found.Count]);
        _formError = ReadForm(file);
        if (IsInOrder)
        {
            ReadRevisions();
        }
    }

    /// <summary>What is wrong with the place of signature <paramref name="i"/> among the others; null where nothing is.</summary>
    internal string? ErrorOf(int i)
    {
        if (!_shown.Contains(_found[i].GapStart))
        {
            return "the signature is not the value of a signature field, so no reader shows it";
        }

        if (_found.Exists(other => other.Error is not null))
        {
            return "the file has another signature whose ByteRange is wrong";
        }

        if (_formError is not null)
        {
            return _formError;
        }

        if (_found[^1].End != _pdf.Length)
        {
            return $"{_pdf.Length - _found[^1].End} bytes were added after the last signature";
        }

        if (i < _found.Count - 1 && _found[i + 1].GapStart < _found[i].End)
        {
            return "two signatures protect overlapping parts";
        }

        return !IsInOrder ? "the file has other signatures that protect overlapping parts" : _unreadable[i] ?? ChangeAfter(i);
    }

    /// <summary>Whether a signature that is there does not permit the change, or cannot be asked.</summary>
    internal bool Forbids(PdfChange change) =>
        Array.Exists(_permissions, one => one?.Forbids(change) is not null) || Array.Exists(_unreadable, why => why is not null);

    private bool IsInOrder =>
        _found.TrueForAll(one => one.Error is null) && !_found.Zip(_found.Skip(1)).Any(pair => pair.Second.GapStart < pair.First.End);

    private string? ChangeAfter(int i)
    {
        for (var step = i; step < _found.Count - 1; step++)
        {
            if (_unreadable[step] is { } why)
            {
                return why;
            }

            foreach (var change in _changes[step])
            {
                if (_permissions[i]!.Forbids(change) is { } forbidden)
                {
                    return step == i
                        ? $"the file was changed between this signature and the next: {forbidden}"
                        : $"the file was changed after a later signature: {forbidden}";
                }
            }
        }

        return null;
    }

    private void ReadRevisions()
    {
        PdfPermissions? earlier = null;
        for (var i = 0; i < _found.Count; i++)
        {
            try
            {
                var older = PdfFile.Open(_pdf[.._found[i].End]);
                earlier = _permissions[i] = PdfPermissions.Of(older, _found[i].GapStart, earlier);
                _changes[i] = i == _found.Count - 1
                    ? []
                    : PdfRevisions.Between(older, PdfFile.Open(_pdf[.._found[i + 1].End]), _found[i + 1].GapStart);
            }
            catch (PdfFormatException e)
            {
                _unreadable[i] = $"what this signature protects is no PDF by itself: {e.Message}";
            }
        }
    }

    /// <summary>
    /// Where the Contents of the signatures begin that the form's fields lead to; what is wrong with one that the bytes do not show.
    /// </summary>
    private string? ReadForm(PdfFile file)
    {
        string? error = null;
        foreach (var field in PdfForm.Fields(file).Values)
        {
            var value = file.Resolve(field.Dictionary["V"]);
            if (field.Dictionary["V"] is PdfReference reference && file.ContentsAt(reference) is { } start &&
                _found.Exists(one => one.GapStart == start))
            {
                _shown.Add(start);
            }
            else if (value is PdfDictionary or PdfStream || (field.IsSignature && value is not null))
            {
                error =
                    $"the field {field.Name} has a signature without a ByteRange and Contents of its own, which other readers may show " +
                    $"as valid";
            }
        }

        return error;
    }
}
