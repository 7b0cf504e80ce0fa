using System.Buffers.Binary;
using System.Text;
using Ledger.Crypto;
using Org.BouncyCastle.Asn1.GM;
using Org.BouncyCastle.Asn1.Sec;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Math.EC;

namespace Ledger.Threshold.Tests;

/// <summary>
/// Every formula of docs/spec/keepers.md once more, over BouncyCastle's curves and hashes and from the bytes of the messages: slow, plain,
/// and independent of what it checks.
/// </summary>
internal sealed class SecondOpinion
{
    private readonly CryptoSuite _suite;
    private readonly byte[] _context;
    private readonly int _n;
    private readonly int _t;
    private readonly int _keys;
    private readonly ECPoint?[] _receive;

    internal SecondOpinion(BatchTerms terms, IReadOnlyList<byte[]?> ready, byte[] source)
    {
        var curve = terms.Suite == CryptoSuite.Guomi ? GMNamedCurves.GetByName("sm2p256v1") : SecNamedCurves.GetByName("secp256r1");
        (_suite, G, Q, Curve) = (terms.Suite, curve.G, curve.N, curve.Curve);
        (_n, _t, _keys) = (terms.Keepers.Count, terms.Threshold, terms.Keys);
        var list = Hash("ledger/keepers/1", [.. terms.Keepers.Select(keeper => Bytes(keeper))]);
        _context = Hash(
            "ledger/kbatch/1", Bytes(terms.Chain), Number(terms.Epoch), Number(terms.Batch), Number(_n), Number(_t), Number(_keys),
            Number((int)terms.Suite), list);
        _receive = [.. ready.Select((message, i) => message is null ? null : ReceiveKey(i + 1, message))];
        Receivers = Hash("ledger/krecv/1", [_context, source, .. _receive.Select(key => key is null ? [] : Encoded(key))]);
    }

    internal ECPoint G { get; }

    internal BigInteger Q { get; }

    internal ECCurve Curve { get; }

    internal byte[] Receivers { get; }

    /// <summary>A dealing taken apart; throws where its proof does not hold.</summary>
    internal (ECPoint[][] Commitments, ECPoint R, byte[] Statement, byte[][] Ciphertexts) Dealing(int dealer, byte[] message)
    {
        var at = 0;
        byte[] Take(int count) => message[at..(at += count)];
        var points = Take(_keys * _t * 33);
        ECPoint[][] commitments =
            [.. Enumerable.Range(0, _keys).Select(m => points.Chunk(33).Skip(m * _t).Take(_t).Select(Curve.DecodePoint).ToArray())];
        var r = Take(33);
        byte[][] ciphertexts = [.. _receive.Where(key => key is not null).Select(_ => Take((32 * _keys) + 16))];
        var (s, z) = (Take(33), new BigInteger(1, Take(32)));
        Assert.Equal(message.Length, at);
        var statement = Hash("ledger/kdeal/1", Receivers, Number(dealer), points, r);
        var c = Scalar(Hash("ledger/kproof/1", [statement, .. ciphertexts.Select(text => Hash("ledger/kcipher/1", text)), s]));
        ECPoint[] proven = [.. commitments.Select(ofKey => ofKey[0]), Curve.DecodePoint(r)];
        Assert.Equal(G.Multiply(z), Answer(Curve.DecodePoint(s), c, proven));
        return (commitments, Curve.DecodePoint(r), statement, ciphertexts);
    }

    /// <summary>What a dealing's ciphertext hides, by S = eR; null where the tag is wrong.</summary>
    internal BigInteger[]? Open(int dealer, int receiver, byte[] dealing, ECPoint shared)
    {
        var (_, r, statement, ciphertexts) = Dealing(dealer, dealing);
        var text = ciphertexts[_receive.Take(receiver - 1).Count(key => key is not null)];
        var key = Hash(
            "ledger/kkey/1", Encoded(shared), Encoded(r), Encoded(_receive[receiver - 1]!), _context, Number(dealer), Number(receiver));
        var tag = Hash("ledger/kmac/1", key, statement, text[..^16])[..16];
        return tag.AsSpan().SequenceEqual(text.AsSpan()[^16..])
            ? [.. text[..^16].Chunk(32).Select((part, m) => new BigInteger(1, [.. part.Zip(
                Hash("ledger/kpad/1", key, Number(m)), (a, b) => (byte)(a ^ b))]))]
            : null;
    }

    /// <summary>A share's value times G, as the commitments have it.</summary>
    internal static ECPoint Evaluate(ECPoint[] commitments, int x) => commitments
        .Select((point, k) => point.Multiply(BigInteger.ValueOf(x).Pow(k)))
        .Aggregate((a, b) => a.Add(b));

    /// <summary>Dₘₖ of all keys.</summary>
    internal ECPoint[][] Sum(IEnumerable<ECPoint[][]> dealings, IReadOnlyList<BigInteger>? weights = null)
    {
        var all = dealings.ToList();
        return [.. Enumerable.Range(0, _keys).Select(m => Enumerable.Range(0, _t).Select(k => all
            .Select((dealing, i) => weights is null ? dealing[m][k] : dealing[m][k].Multiply(weights[i]))
            .Aggregate((a, b) => a.Add(b))).ToArray())];
    }

    /// <summary>The digest of a batch's keys.</summary>
    internal byte[] KeysDigest(IEnumerable<(int Dealer, byte[] Message)> dealings, ECPoint[][] sums)
    {
        List<byte[]> parts = [Receivers];
        foreach (var (dealer, message) in dealings)
        {
            var (_, _, statement, ciphertexts) = Dealing(dealer, message);
            parts.AddRange([Number(dealer), statement, .. ciphertexts.Select(text => Hash("ledger/kcipher/1", text))]);
        }

        return Hash("ledger/kkeys/1", [_context, Hash("ledger/kkeys/1", [.. parts]), .. sums.Select(ofKey => Encoded(ofKey[0]))]);
    }

    /// <summary>Whether a proof of holding is right.</summary>
    internal bool Holds(byte[] keysDigest, ECPoint[][] sums, int[] held, int occasion, int keeper, byte[] proof)
    {
        var c = Scalar(Hash(
            "ledger/khold/1", [keysDigest, Number(occasion), Number(keeper), .. held.Select(m => Number(m)), proof[..33]]));
        ECPoint[] shares = [.. held.Select(m => Evaluate(sums[m], keeper))];
        return G.Multiply(new BigInteger(1, proof[33..])).Equals(Answer(Curve.DecodePoint(proof[..33]), c, shares));
    }

    /// <summary>S of a complaint whose proof holds; null otherwise.</summary>
    internal ECPoint? Complaint(int dealer, byte[] dealing, int complainer, byte[] complaint)
    {
        var (_, r, statement, _) = Dealing(dealer, dealing);
        ECPoint[] points = [.. complaint[..99].Chunk(33).Select(Curve.DecodePoint)];
        var z = new BigInteger(1, complaint[99..]);
        var own = _receive[complainer - 1]!;
        var c = Scalar(Hash(
            "ledger/kcompl/1", statement, Number(complainer), Encoded(G), Encoded(own), Encoded(r), complaint[..33], complaint[33..66],
            complaint[66..99]));
        return G.Multiply(z).Equals(points[1].Add(own.Multiply(c))) && r.Multiply(z).Equals(points[2].Add(points[0].Multiply(c)))
            ? points[0]
            : null;
    }

    /// <summary>λ of each keeper for the value at 0.</summary>
    internal BigInteger[] Lagrange(params int[] keepers) => [.. keepers.Select(i => keepers.Where(j => j != i)
        .Select(j => BigInteger.ValueOf(j).Multiply(BigInteger.ValueOf(j - i).Mod(Q).ModInverse(Q)))
        .Aggregate(BigInteger.One, (a, b) => a.Multiply(b).Mod(Q)))];

    internal byte[] KeyDigest(ECPoint key) => Hash("ledger/kpub/1", Encoded(key));

    internal static byte[] Encoded(ECPoint point) => point.GetEncoded(true);

    private ECPoint ReceiveKey(int keeper, byte[] message)
    {
        var (key, s) = (message[..33], message[33..66]);
        var c = Scalar(Hash("ledger/kready/1", _context, Number(keeper), key, s));
        Assert.Equal(G.Multiply(new BigInteger(1, message[66..])), Answer(Curve.DecodePoint(s), c, [Curve.DecodePoint(key)]));
        return Curve.DecodePoint(key);
    }

    private ECPoint Answer(ECPoint commitment, BigInteger c, ECPoint[] points) =>
        points.Select((point, m) => point.Multiply(c.ModPow(BigInteger.ValueOf(m + 1), Q))).Aggregate(commitment, (a, b) => a.Add(b));

    private BigInteger Scalar(byte[] digest) => new BigInteger(1, digest).Mod(Q);

    private byte[] Hash(string tag, params byte[][] parts)
    {
        IDigest digest = _suite == CryptoSuite.Guomi ? new SM3Digest() : new Sha256Digest();
        var padded = new byte[16];
        Encoding.ASCII.GetBytes(tag).CopyTo(padded, 0);
        digest.BlockUpdate(padded, 0, padded.Length);
        foreach (var part in parts)
        {
            var length = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
            digest.BlockUpdate(length, 0, length.Length);
            digest.BlockUpdate(part, 0, part.Length);
        }

        var hash = new byte[32];
        digest.DoFinal(hash, 0);
        return hash;
    }

    private static byte[] Bytes(Protocol.Digest digest)
    {
        var bytes = new byte[32];
        digest.CopyTo(bytes);
        return bytes;
    }

    private static byte[] Number(int number) => Number((ulong)number);

    private static byte[] Number(ulong number)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, number);
        return bytes;
    }
}
