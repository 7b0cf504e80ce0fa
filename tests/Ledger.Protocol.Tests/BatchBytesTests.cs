using Google.Protobuf;
using Ledger.Protocol.V1;

namespace Ledger.Protocol.Tests;

public sealed class BatchBytesTests
{
    private static readonly MessageParser<SignedBatch> SignedBatches = SignedBatch.Parser.WithDiscardUnknownFields(true);
    private static readonly MessageParser<Batch> Batches = Batch.Parser.WithDiscardUnknownFields(true);

    [Fact]
    public void A_batch_is_read_as_protobuf_reads_it_whatever_was_done_to_its_bytes()
    {
        var random = new Random(6);
        var counted = 0;
        for (var i = 0; i < 40_000; i++)
        {
            var bytes = Spoil(random, Encoded(random));
            var expected = Expected(bytes);
            var read = BatchBytes.TryRead(bytes);
            Assert.Equal(expected, read);
            counted += expected is null ? 0 : 1;
        }

        Assert.InRange(counted, 8_000, 30_000);
    }

    [Fact]
    public void Fields_out_of_order_count_as_they_always_did()
    {
        var batch = Sample(new Random(7));
        var (inner, signature) = (batch.ToByteArray(), new byte[64]);
        byte[] swapped = [0x12, 64, .. signature, .. new SignedBatch { Batch = ByteString.CopyFrom(inner) }.ToByteArray()];
        var (signed, read) = BatchBytes.TryRead(swapped)!.Value;
        Assert.Equal((batch, ByteString.CopyFrom(signature)), (read, signed.Signature));
    }

    [Fact]
    public void Transactions_are_parts_of_what_was_ordered()
    {
        var batch = Sample(new Random(8));
        batch.Transactions.Add(ByteString.CopyFrom(1, 2, 3, 4, 5));
        var ordered = BatchBytes.Ordered(batch.ToByteArray(), new byte[] { 9 });
        var read = BatchBytes.TryRead(ordered)!.Value.Batch.Transactions[^1];
        ordered.AsSpan().Replace((byte)5, (byte)6);
        Assert.Equal(6, read[4]);
    }

    // What the specification says, with no path but the generated parsers'.
    private static (SignedBatch Signed, Batch Batch)? Expected(byte[] ordered)
    {
        try
        {
            var signed = SignedBatches.ParseFrom(ordered);
            var batch = Batches.ParseFrom(signed.Batch);
            var isCanonical = signed.CalculateSize() == ordered.Length && batch.CalculateSize() == signed.Batch.Length;
            return isCanonical && batch.Proposer.Length == Digest.Bytes ? (signed, batch) : null;
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    private static byte[] Encoded(Random random)
    {
        var signature = new byte[random.Next(3)];
        return BatchBytes.Ordered(Sample(random).ToByteArray(), signature);
    }

    private static Batch Sample(Random random)
    {
        var batch = new Batch { Proposer = ByteString.CopyFrom(new byte[random.Next(12) == 0 ? 31 : 32]) };
        if (random.Next(3) > 0)
        {
            var hash = ByteString.CopyFrom(new byte[random.Next(3)]);
            batch.TimeProof = new QuorumCertificate { Height = (ulong)random.Next(3), BlockHash = hash };
            for (var vote = random.Next(3); vote > 0; vote--)
            {
                batch.TimeProof.Votes.Add(new Vote { Validator = ByteString.CopyFrom(new byte[random.Next(3)]), Time = random.Next(300) });
            }
        }

        for (var transaction = random.Next(4); transaction > 0; transaction--)
        {
            var content = new byte[random.Next(10) == 0 ? 130 : random.Next(4)];
            random.NextBytes(content);
            batch.Transactions.Add(ByteString.CopyFrom(content));
        }

        return batch;
    }

    // Most stay whole; others are changed where tags and lengths stand, lengthened, cut, or put together from two.
    private static byte[] Spoil(Random random, byte[] bytes)
    {
        switch (random.Next(7))
        {
            case 0:
                var at = random.Next(random.Next(2) == 0 ? bytes.Length : Math.Min(bytes.Length, 48));
                bytes[at] = (byte)(random.Next(2) == 0 ? random.Next(256) : bytes[at] + 1);
                return bytes;
            case 1:
                return bytes[..random.Next(bytes.Length)];
            case 2:
                return [.. bytes, .. bytes[..random.Next(Math.Min(bytes.Length, 40))]];
            case 3:
                var cut = random.Next(bytes.Length);
                return [.. bytes[..cut], (byte)random.Next(256), .. bytes[cut..]];
            default:
                return bytes;
        }
    }
}
