namespace Ledger.Crypto.Certificates.Tests;

/// <summary>Small random damage: what a fuzzer does, from a fixed seed.</summary>
internal static class Mutation
{
    internal static byte[] Of(ReadOnlySpan<byte> original, Random random)
    {
        var bytes = new List<byte>(original.ToArray());
        for (var edits = random.Next(1, 4); edits > 0 && bytes.Count > 0; edits--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes[at] = (byte)random.Next(256); break;
                case 2: bytes.RemoveAt(at); break;
                case 3: bytes.Insert(at, (byte)random.Next(256)); break;
                case 4: bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at)); break;
                default: bytes[at] = random.Next(2) == 0 ? (byte)0 : (byte)0xFF; break;
            }
        }

        return [.. bytes];
    }
}
