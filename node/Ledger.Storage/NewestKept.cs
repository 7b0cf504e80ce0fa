namespace Ledger.Storage;

/// <summary>
/// The newest few of things that are numbered without a gap, such as blocks: each takes the place of the one so many before it. One writer;
/// readers on any thread.
/// </summary>
/// <typeparam name="T">What is kept.</typeparam>
/// <param name="count">How many are kept, at least 1.</param>
public sealed class NewestKept<T>(int count)
    where T : class
{
    private readonly Kept?[] _places = new Kept?[count];

    /// <summary>The one of a number, or null where it is not kept.</summary>
    public T? Find(ulong number) =>
        Volatile.Read(ref PlaceOf(number)) is { } kept && kept.Number == number ? kept.Item : null;

    /// <summary>Keeps one.</summary>
    public void Keep(ulong number, T item) => Volatile.Write(ref PlaceOf(number), new Kept(number, item));

    /// <summary>Lets go of those below a number.</summary>
    public void DropBelow(ulong number)
    {
        for (var i = 0; i < _places.Length; i++)
        {
            if (Volatile.Read(ref _places[i]) is { } kept && kept.Number < number)
            {
                Volatile.Write(ref _places[i], null);
            }
        }
    }

    private ref Kept? PlaceOf(ulong number) => ref _places[number % (ulong)_places.Length];

    private sealed record Kept(ulong Number, T Item);
}
