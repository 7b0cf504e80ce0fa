using System.Diagnostics.CodeAnalysis;

namespace Ledger.Node;

/// <summary>What ends at times, the earliest first. Adding, removing and taking cost the logarithm of how many there are.</summary>
internal sealed class ExpiryQueue<T>
{
    private readonly SortedSet<Place> _places = new(Comparer<Place>.Create(
        static (one, other) => (one.NotAfter, one.Number).CompareTo((other.NotAfter, other.Number))));

    private ulong _numbers;

    /// <summary>How many there are.</summary>
    internal int Count => _places.Count;

    /// <summary>Adds an item that ends once the time is past <paramref name="notAfter"/>.</summary>
    internal Place Add(long notAfter, T item)
    {
        var place = new Place(notAfter, _numbers++, item);
        _places.Add(place);
        return place;
    }

    /// <summary>Takes an item out that has not ended yet.</summary>
    internal void Remove(Place place) => _places.Remove(place);

    /// <summary>Takes the earliest out of those that have ended before a time.</summary>
    internal bool TryTakeBefore(long time, [MaybeNullWhen(false)] out T item)
    {
        if (_places.Min is not { } first || first.NotAfter >= time)
        {
            item = default;
            return false;
        }

        _places.Remove(first);
        item = first.Item;
        return true;
    }

    /// <summary>Where an item stands; numbers tell those of one time apart.</summary>
    internal sealed record Place(long NotAfter, ulong Number, T Item);
}
