using System.Collections;

namespace Ledger.Terminal;

/// <summary>
/// A record as it is shown: named values in their order. Names are those of <c>--json</c>; people see the labels of <see
/// cref="Vocabulary"/>.
/// </summary>
public sealed record Document : Datum, IEnumerable<KeyValuePair<string, Datum>>
{
    private readonly List<KeyValuePair<string, Datum?>> _fields = [];

    /// <summary>A field; null is absent for people and <c>null</c> for programs.</summary>
    public Datum? this[string name]
    {
        get => _fields.Find(field => field.Key == name).Value;
        set
        {
            var at = _fields.FindIndex(field => field.Key == name);
            if (at < 0)
            {
                _fields.Add(new(name, value));
            }
            else
            {
                _fields[at] = new(name, value);
            }
        }
    }

    /// <summary>Every field, absent ones too.</summary>
    public IEnumerable<KeyValuePair<string, Datum?>> All => _fields;

    /// <summary>Puts a field in front of all others.</summary>
    public void InsertFirst(string name, Datum? value) => _fields.Insert(0, new(name, value));

    /// <summary>Takes a field out.</summary>
    public void Remove(string name) => _fields.RemoveAll(field => field.Key == name);

    /// <summary>The documents of a list in this one.</summary>
    public IEnumerable<Document> ListOf(string name) => ((Items)this[name]!).Values.Cast<Document>();

    /// <summary>The fields that are there.</summary>
    public IEnumerator<KeyValuePair<string, Datum>> GetEnumerator() =>
        _fields.Where(field => field.Value is not null).Select(field => new KeyValuePair<string, Datum>(field.Key, field.Value!))
            .GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(Document? other) => other is not null && _fields.SequenceEqual(other._fields);

    /// <inheritdoc/>
    public override int GetHashCode() => _fields.Count;
}
