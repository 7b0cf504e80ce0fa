using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.Mail;

namespace Ledger.Mail.Tests.Documents;

/// <summary>A ciphertext in pieces, its address, and the token that reads it.</summary>
internal sealed record Paper(IReadOnlyList<byte[]> Pieces, Digest Address, byte[] Token)
{
    internal static Paper Of(IHasher hasher, int pieces, int seed)
    {
        var random = new Random(seed);
        var all = Enumerable.Range(0, pieces).Select(_ => Fill(random, DocumentPieces.Bytes)).ToList();
        using var hash = DocumentSecrets.StartAddress(hasher);
        all.ForEach(piece => hash.Append(piece));
        var address = new byte[Digest.Bytes];
        hash.Finish(address);
        return new Paper(all, new Digest(address), Fill(random, Digest.Bytes));
    }

    private static byte[] Fill(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
