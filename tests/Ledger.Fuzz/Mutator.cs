namespace Ledger.Fuzz;

/// <summary>
/// Makes inputs: some random throughout, most from good ones by a few changes, so that what lies behind the first check is reached.
/// </summary>
internal sealed class Mutator(IReadOnlyList<byte[]> corpus, Random random)
{
    private const int RandomBytesMax = 2_048;
    private const int GrownBytesMax = 256 * 1024;
    private const int ChangesMax = 6;
    private static readonly byte[] Edges = [0x00, 0x01, 0x7F, 0x80, 0xFE, 0xFF, 0x0A, 0x12, 0x30];

    internal byte[] Next()
    {
        if (corpus.Count == 0 || random.Next(8) == 0)
        {
            return RandomBytes(random.Next(RandomBytesMax));
        }

        var bytes = corpus[random.Next(corpus.Count)].ToArray();
        for (var changes = random.Next(1, ChangesMax); changes > 0; changes--)
        {
            bytes = Change(bytes);
        }

        return bytes;
    }

    private byte[] Change(byte[] bytes) => random.Next(10) switch
    {
        0 => bytes[..random.Next(bytes.Length + 1)],
        1 => bytes[random.Next(bytes.Length + 1)..],
        2 => [.. bytes, .. RandomBytes(random.Next(1, 64))],
        3 => Insert(bytes, RandomBytes(random.Next(1, 16))),
        4 => Remove(bytes),
        5 => Splice(bytes),
        6 => Repeat(bytes),
        7 => Set(bytes, Edges[random.Next(Edges.Length)]),
        8 => Set(bytes, (byte)random.Next(256)),
        _ => Flip(bytes),
    };

    private byte[] Flip(byte[] bytes)
    {
        if (bytes.Length > 0)
        {
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        }

        return bytes;
    }

    private byte[] Set(byte[] bytes, byte value)
    {
        if (bytes.Length > 0)
        {
            bytes[random.Next(bytes.Length)] = value;
        }

        return bytes;
    }

    private byte[] Insert(byte[] bytes, byte[] inserted)
    {
        var at = random.Next(bytes.Length + 1);
        return [.. bytes.AsSpan(0, at), .. inserted, .. bytes.AsSpan(at)];
    }

    private byte[] Remove(byte[] bytes)
    {
        var from = random.Next(bytes.Length + 1);
        var to = Math.Min(bytes.Length, from + random.Next(1, 32));
        return [.. bytes.AsSpan(0, from), .. bytes.AsSpan(to)];
    }

    private byte[] Splice(byte[] bytes)
    {
        var other = corpus[random.Next(corpus.Count)];
        return [.. bytes.AsSpan(0, random.Next(bytes.Length + 1)), .. other.AsSpan(random.Next(other.Length + 1))];
    }

    private byte[] Repeat(byte[] bytes)
    {
        if (bytes.Length == 0)
        {
            return bytes;
        }

        var from = random.Next(bytes.Length);
        var chunk = bytes[from..Math.Min(bytes.Length, from + random.Next(1, 64))];
        var times = Math.Min(random.Next(1, 64), Math.Max(1, (GrownBytesMax - bytes.Length) / chunk.Length));
        return [.. bytes.AsSpan(0, from), .. Enumerable.Repeat(chunk, times).SelectMany(part => part), .. bytes.AsSpan(from)];
    }

    private byte[] RandomBytes(int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
