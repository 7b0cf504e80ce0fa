using System.Linq.Expressions;
using Ledger.Exchange.Elements;

namespace Ledger.Exchange.Documents;

/// <summary>
/// A group's elements in the order of writing, each with the property that holds its value: what is written, what is read and the group's
/// shape all follow from these rows.
/// </summary>
/// <typeparam name="T">What holds the values.</typeparam>
/// <param name="create">What is filled when a group is read; by its constructor without parameters where this is left out.</param>
internal sealed class ElementMap<T>(Func<ElementValues, T>? create = null)
    where T : class
{
    private readonly List<Row> _rows = [];

    internal IReadOnlyList<ElementUse> Uses => [.. _rows.Select(row => row.Use)];

    /// <summary>An element of one value.</summary>
    internal ElementMap<T> Field<TValue>(ElementUse use, Expression<Func<T, TValue>> property)
    {
        var path = PropertyPath<T>.Of(property);
        return Add(use, path.Get, path.Set);
    }

    /// <summary>An element that follows from others: it is written, and what is read of it is for the document's checks.</summary>
    internal ElementMap<T> Derived(ElementUse use, Func<T, object?> value) => Add(use, value, (_, _) => { });

    /// <summary>A list of values.</summary>
    internal ElementMap<T> List<TEntry>(ElementUse use, Expression<Func<T, IEnumerable<TEntry>>> property)
        where TEntry : notnull
    {
        var path = PropertyPath<T>.Of(property);
        return Add(
            use,
            from => (path.Get(from) as IEnumerable<TEntry>)?.Cast<object>().ToList(),
            (to, entries) => path.Set(to, ((IEnumerable<object>)entries).Cast<TEntry>().ToArray()));
    }

    /// <summary>A list of groups.</summary>
    internal ElementMap<T> List<TEntry>(ElementUse use, Expression<Func<T, IEnumerable<TEntry>>> property, ElementMap<TEntry> map)
        where TEntry : class
    {
        var path = PropertyPath<T>.Of(property);
        return Add(
            use,
            from => (path.Get(from) as IEnumerable<TEntry>)?.Select(object (entry) => map.ToValues(entry)).ToList(),
            (to, entries) => path.Set(to, ((IEnumerable<object>)entries).Select(entry => map.Build((ElementValues)entry)).ToArray()));
    }

    /// <summary>A group within this one, of what stands at the property; where nothing does, reading puts it there.</summary>
    internal ElementMap<T> Group<TGroup>(ElementUse use, Expression<Func<T, TGroup?>> property, ElementMap<TGroup> map)
        where TGroup : class
    {
        var path = PropertyPath<T>.Of(property);
        return Add(use, from => path.Get(from) is TGroup group ? map.ToValues(group) : null, (to, values) =>
        {
            if (path.Get(to) is TGroup group)
            {
                map.Fill(group, (ElementValues)values);
            }
            else
            {
                path.Set(to, map.Build((ElementValues)values));
            }
        });
    }

    internal ElementValues ToValues(T from)
    {
        var values = new ElementValues();
        Write(from, values);
        return values;
    }

    internal void Write(T from, ElementValues values)
    {
        foreach (var (use, get, _) in _rows)
        {
            if (get(from) is { } value && !use.Element.Shape.IsAbsent(value))
            {
                values.Set(use.Element, value);
            }
        }
    }

    internal T Build(ElementValues values)
    {
        var made = create is null ? Activator.CreateInstance<T>() : create(values);
        Fill(made, values);
        return made;
    }

    internal void Fill(T to, ElementValues values)
    {
        foreach (var (use, _, set) in _rows)
        {
            if (values.Find(use.Element) is { } value)
            {
                set(to, value);
            }
        }
    }

    private ElementMap<T> Add(ElementUse use, Func<T, object?> get, Action<T, object> set)
    {
        _rows.Add(new Row(use, get, set));
        return this;
    }

    private sealed record Row(ElementUse Use, Func<T, object?> Get, Action<T, object> Set);
}
