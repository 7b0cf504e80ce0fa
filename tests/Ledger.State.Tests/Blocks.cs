namespace Ledger.State.Tests;

/// <summary>
/// Random blocks from a seed. Keys are short and of few letters, so that they are often prefixes of each other and often met again.
/// </summary>
internal sealed class Blocks(int seed)
{
    private static readonly byte[] Letters = [0x00, 0x01, 0x61, 0x62, 0x80, 0xFF];
    private readonly Random _random = new(seed);

    public byte[] Key(int bytesMax = 5)
    {
        var key = new byte[_random.Next(1, bytesMax + 1)];
        for (var i = 0; i < key.Length; i++)
        {
            key[i] = Letters[_random.Next(Letters.Length)];
        }

        return key;
    }

    public byte[] Value()
    {
        var value = new byte[_random.Next(0, 4)];
        _random.NextBytes(value);
        return value;
    }

    public List<StateChange> Next(int count, int deletePercent) =>
        [.. Enumerable.Range(0, count).Select(_ => new StateChange(Key(), _random.Next(100) < deletePercent ? null : Value()))];
}
