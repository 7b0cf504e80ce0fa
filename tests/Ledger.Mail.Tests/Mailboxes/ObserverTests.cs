using System.Buffers.Binary;
using System.Text;
using Ledger.Crypto;
using Ledger.Crypto.Hashing;
using Ledger.Crypto.Keys;
using Ledger.Crypto.Sealing;
using Ledger.Protocol.Mail;

namespace Ledger.Mail.Tests.Mailboxes;

/// <summary>Somebody reads a validator's whole store (DOMAIN §2, leak checklist).</summary>
public sealed class ObserverTests
{
    private const string Uscc = "91440400MA4UWX0R6T";
    private const string Section = "E4404000001001043001001";
    private readonly World _world = new();

    [Fact]
    public void The_store_holds_boxes_of_constant_size_addresses_and_hours_and_nothing_else()
    {
        using var key = KeyPair.Generate(SignatureAlgorithm.Sm2Sm3);
        _world.Clock.Advance(1_234_567);
        var exact = _world.Clock.NowMs;
        foreach (var size in Letters.Sizes)
        {
            var content = new byte[size - SealedBox.OverheadBytes];
            Encoding.UTF8.GetBytes($"{Uscc} {Section} {Uscc}", content);
            var letter = SealedBox.Seal(
                key.PublicKey,
                content,
                Letters.AssociatedData(_world.Node.ChainId, _world.Guarantor.Address),
                SystemRandomSource.Instance);
            World.Done(_world.Deposit(_world.Guarantor, letter, out _));
        }

        var entries = RawStore.Bytes(_world.Store);
        Assert.Equal([33, 40, 41, .. Letters.Sizes], entries.Select(entry => entry.Length).Distinct().Where(length => length != 8).Order());
        Assert.All(entries, entry =>
        {
            Assert.False(Holds(entry, Encoding.ASCII.GetBytes(Uscc)));
            Assert.False(Holds(entry, Encoding.ASCII.GetBytes(Section)));
            Assert.False(Holds(entry, DigestOf(Uscc)));
            Assert.False(HoldsTime(entry, exact));
        });

        // The same eyes do see what is there in clear: the address, and the hour.
        Assert.Contains(entries, entry => Holds(entry, _world.Guarantor.Address.ToArray()));
        var hour = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(hour, (uint)(exact / World.HourMs));
        Assert.Contains(entries, entry => Holds(entry, hour));
    }

    [Fact]
    public void Two_orders_of_one_bidder_have_nothing_in_common()
    {
        var (first, second) = (new Owner(_world.Node, 11), new Owner(_world.Node, 12));
        Assert.NotEqual(first.Address, second.Address);
        _world.Deposit(first);
        _world.Deposit(second);
        var letters = RawStore.Bytes(_world.Store).Where(entry => Letters.IsSize(entry.Length)).ToList();
        Assert.Equal(2, letters.Count);
        Assert.DoesNotContain(letters[0].Chunk(16), piece => Holds(letters[1], piece));
    }

    private static byte[] DigestOf(string text)
    {
        var digest = new byte[32];
        Hashers.For(CryptoSuite.Guomi).Hash(Encoding.ASCII.GetBytes(text), digest);
        return digest;
    }

    private static bool Holds(byte[] entry, ReadOnlySpan<byte> what) => entry.AsSpan().IndexOf(what) >= 0;

    // Milliseconds and seconds, in either order of bytes.
    private static bool HoldsTime(byte[] entry, long ms)
    {
        if (Letters.IsSize(entry.Length))
        {
            return false; // a ciphertext holds every four bytes by chance
        }

        Span<byte> bytes = stackalloc byte[8];
        foreach (var (time, width) in new[] { (ms, 8), (ms / 1000, 4), (ms / 60_000, 4) })
        {
            BinaryPrimitives.WriteInt64BigEndian(bytes, time);
            if (Holds(entry, bytes[(8 - width)..]))
            {
                return true;
            }

            BinaryPrimitives.WriteInt64LittleEndian(bytes, time);
            if (Holds(entry, bytes[..width]))
            {
                return true;
            }
        }

        return false;
    }
}
