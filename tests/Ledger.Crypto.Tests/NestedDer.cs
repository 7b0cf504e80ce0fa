namespace Ledger.Crypto.Tests;

/// <summary>What kills a parser that recurses.</summary>
internal static class NestedDer
{
    /// <summary>An empty sequence within <paramref name="depth"/> − 1 others, all of them with shortest lengths.</summary>
    internal static byte[] Of(int depth)
    {
        var reversed = new List<byte>();
        for (var i = 0; i < depth; i++)
        {
            var length = reversed.Count;
            if (length < 0x80)
            {
                reversed.Add((byte)length);
            }
            else
            {
                var digits = 0;
                for (; length > 0; length >>= 8, digits++)
                {
                    reversed.Add((byte)length);
                }

                reversed.Add((byte)(0x80 | digits));
            }

            reversed.Add(0x30);
        }

        reversed.Reverse();
        return [.. reversed];
    }
}
