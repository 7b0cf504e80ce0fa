using Google.Protobuf;
using Ledger.Protocol.V1;

namespace Ledger.Protocol.Tests;

public sealed class TransactionReaderTests
{
    [Fact]
    public void A_good_transaction_is_read_without_copying()
    {
        var bytes = Samples.Encoded();
        Assert.Equal(RefusalCode.None, Samples.Read(bytes, out var transaction).Code);
        Assert.Equal(Samples.Body(), transaction!.Body);
        Assert.Equal(Samples.Fill(0x0B), transaction.Signer);
        Assert.Equal(Samples.Bytes(70, 0x0D), transaction.Signature.ToArray());
        Assert.Equal([.. transaction.Id.ToArray(), .. Samples.Bytes(70, 0x0D)], transaction.LeafContent());
    }

    [Fact]
    public void The_calls_bytes_are_the_bodys_end_whatever_stands_before_them()
    {
        foreach (var notAfter in new[] { long.MinValue, -1, 0, 1, 127, 128, long.MaxValue })
        {
            foreach (var key in new[] { 0, 16, 64 })
            {
                var bytes = Samples.Encoded(body => (body.NotAfter, body.BusinessKey) = (notAfter, ByteString.CopyFrom(new byte[key])));
                Assert.Equal(RefusalCode.None, Samples.Read(bytes, out var transaction).Code);
                Assert.Equal(new TxBody { Calls = { Samples.Body().Calls } }.ToByteArray(), transaction!.CallBytes.ToArray());
            }
        }
    }

    public static TheoryData<string> CaseNames => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(CaseNames))]
    public void Bad_bytes_are_refused_by_name(string name)
    {
        var (bytes, expected) = Cases[name];
        var refused = Samples.Read(bytes, out var transaction);
        Assert.Equal(expected, refused.Code);
        Assert.Null(transaction);
        Assert.InRange(refused.Detail.Length, 1, Refused.DetailCharsMax);
    }

    [Fact]
    public void Ten_thousand_mutations_never_throw_nor_read_two_ways()
    {
        var random = new Random(20191201);
        var good = Samples.Encoded();
        for (var i = 0; i < 10_000; i++)
        {
            var bytes = Mutate(good, random);
            if (!Samples.Read(bytes, out var transaction).IsRefused)
            {
                // Whatever is accepted has one meaning: encoding it again gives the bytes that were carried.
                Assert.Equal(bytes, Reencode(transaction!));
            }
        }
    }

    private static byte[] Reencode(SignedTransaction transaction) => new Transaction
    {
        Body = transaction.Body.ToByteString(),
        Signature = new Signature { Algorithm = (uint)transaction.Algorithm, Value = ByteString.CopyFrom(transaction.Signature.Span) },
    }.ToByteArray();

    private static byte[] Mutate(byte[] good, Random random)
    {
        if (random.Next(4) == 0)
        {
            var noise = new byte[random.Next(200)];
            random.NextBytes(noise);
            return noise;
        }

        var bytes = good.ToList();
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(3))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.Insert(at, (byte)random.Next(256));
                    break;
                default:
                    bytes.RemoveAt(at);
                    break;
            }
        }

        return [.. bytes];
    }

    private static readonly Dictionary<string, (byte[] Bytes, RefusalCode Expected)> Cases = new()
    {
        ["empty"] = ([], RefusalCode.Empty),
        ["oversize"] = (new byte[65537], RefusalCode.TransactionTooLarge),
        ["no calls"] = (Samples.Encoded(b => b.Calls.Clear()), RefusalCode.CallCount),
        ["257 calls"] = (Samples.Encoded(b => b.Calls.Add(Enumerable.Repeat(new Call(), 256))), RefusalCode.CallCount),
        ["another chain"] = (Samples.Encoded(b => b.ChainId = ByteString.CopyFrom(Samples.Bytes(32, 0x02))), RefusalCode.WrongChain),
        ["chain id of 31"] = (Samples.Encoded(b => b.ChainId = ByteString.CopyFrom(Samples.Bytes(31, 0x01))), RefusalCode.WrongChain),
        ["nonce of 15"] = (Samples.Encoded(b => b.Nonce = ByteString.CopyFrom(new byte[15])), RefusalCode.BadNonce),
        ["business key of 15"] = (Samples.Encoded(b => b.BusinessKey = ByteString.CopyFrom(new byte[15])), RefusalCode.BadBusinessKey),
        ["business key of 65"] = (Samples.Encoded(b => b.BusinessKey = ByteString.CopyFrom(new byte[65])), RefusalCode.BadBusinessKey),
        ["signer of 31"] = (Samples.Encoded(b => b.Signer = ByteString.CopyFrom(new byte[31])), RefusalCode.UnknownSigner),
        ["trailing byte"] = ([.. Samples.Encoded(), 0], RefusalCode.Malformed),
        ["cut short"] = (Samples.Encoded()[..^1], RefusalCode.Malformed),
        ["signature first"] = ([.. Signature(), .. BodyField(Samples.Body().ToByteArray())], RefusalCode.Malformed),
        ["no signature"] = (BodyField(Samples.Body().ToByteArray()), RefusalCode.Malformed),
        ["empty signature"] = (Samples.Envelope(Samples.Body().ToByteArray(), 0), RefusalCode.Malformed),
        ["signature of 1025"] = (Samples.Envelope(Samples.Body().ToByteArray(), 1025), RefusalCode.Malformed),
        ["no body"] = (Samples.Envelope([]), RefusalCode.Malformed),
        ["overlong body length"] = (OverlongBodyLength(), RefusalCode.Malformed),
        ["unknown field"] = (Samples.Envelope([.. Samples.Body().ToByteArray(), 0x98, 0x06, 0x01]), RefusalCode.Malformed),
        ["field twice"] = (Samples.Envelope([.. Samples.Body().ToByteArray(), .. NonceField()]), RefusalCode.Malformed),
        ["fields out of order"] = (
            Samples.Envelope(
                [.. Samples.Body().ToByteArray()[34..52], .. Samples.Body().ToByteArray()[..34], .. Samples.Body().ToByteArray()[52..]]),
            RefusalCode.Malformed),
        ["overlong varint"] = (
            Samples.Envelope([.. Samples.Body(b => b.NotAfter = 0).ToByteArray(), 0x18, 0x81, 0x00]), RefusalCode.Malformed),
        ["explicit default"] = (Samples.Envelope([.. Samples.Body(b => b.NotAfter = 0).ToByteArray(), 0x18, 0x00]), RefusalCode.Malformed),
        ["nested groups"] = (Samples.Envelope([.. Enumerable.Repeat((byte)0x4B, 5000)]), RefusalCode.NestedTooDeep),
        ["nested messages"] = (Samples.Envelope(Nested(100)), RefusalCode.NestedTooDeep),
    };

    private static byte[] NonceField() => [0x12, 16, .. Samples.Bytes(16, 0x0A)];

    private static byte[] Signature() => [0x12, 4, 0x08, 1, 0x12, 0];

    private static byte[] BodyField(byte[] body) => new Transaction { Body = ByteString.CopyFrom(body) }.ToByteArray();

    private static byte[] OverlongBodyLength()
    {
        var encoded = Samples.Encoded();
        return [encoded[0], (byte)(encoded[1] | 0x80), (byte)(encoded[2] | 0x80), 0x00, .. encoded[3..]];
    }

    // Field 6 (a call) holding field 3 holding field 3 … each filling the rest, as a nesting bomb does; the innermost is not a message.
    private static byte[] Nested(int depth)
    {
        byte[] inner = [0xFF];
        for (var i = 0; i < depth; i++)
        {
            using var stream = new MemoryStream();
            using (var output = new CodedOutputStream(stream))
            {
                output.WriteTag(i == depth - 1 ? 6 : 3, WireFormat.WireType.LengthDelimited);
                output.WriteBytes(ByteString.CopyFrom(inner));
            }

            inner = stream.ToArray();
        }

        return inner;
    }
}
