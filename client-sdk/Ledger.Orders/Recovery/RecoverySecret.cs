using System.Security.Cryptography;
using Google.Protobuf;
using Ledger.Client.Mailbox;
using Ledger.Crypto.Hashing;
using Ledger.Crypto.Keys;
using Ledger.Protocol;
using Ledger.Protocol.Mail;
using Ledger.Protocol.V1;

namespace Ledger.Orders;

/// <summary>What follows from a bidder's secret: the mailbox of its newest backup, and what proves a reference in it.</summary>
internal static class RecoverySecret
{
    private enum Use : byte
    {
        MailboxKey = 1,
        EncryptionKey = 2,
        Reference = 3,
        Voucher = 4,
    }

    /// <summary>The mailbox in which the newest reference lies: the same for ever, and nobody else's.</summary>
    internal static MailboxOwner MailboxOf(GenesisFile genesis, ReadOnlySpan<byte> secret)
    {
        using var mailbox = PairOf(genesis, secret, Use.MailboxKey);
        using var encryption = PairOf(genesis, secret, Use.EncryptionKey);
        return new MailboxOwner(mailbox, encryption);
    }

    /// <summary>The key to which vouchers are sealed.</summary>
    internal static KeyPair VoucherKeyOf(GenesisFile genesis, ReadOnlySpan<byte> secret) => PairOf(genesis, secret, Use.Voucher);

    /// <summary>Shows that the holder of the secret wrote a reference.</summary>
    internal static ByteString ProofOf(GenesisFile genesis, ReadOnlySpan<byte> secret, BackupReference reference)
    {
        var bare = reference.Clone();
        bare.Proof = ByteString.Empty;
        return ByteString.CopyFrom(Derive(genesis, secret, Use.Reference, bare.ToByteArray()));
    }

    internal static bool IsProved(GenesisFile genesis, ReadOnlySpan<byte> secret, BackupReference reference) =>
        CryptographicOperations.FixedTimeEquals(ProofOf(genesis, secret, reference).Span, reference.Proof.Span);

    // The first counter whose outcome is a private key; hardly ever another than 0.
    private static KeyPair PairOf(GenesisFile genesis, ReadOnlySpan<byte> secret, Use use)
    {
        for (byte counter = 0; ; counter++)
        {
            var scalar = Derive(genesis, secret, use, [counter]);
            try
            {
                return KeyPair.FromPrivateKey(MailboxAddress.AlgorithmOf(genesis.Suite), scalar);
            }
            catch (Exception e) when (counter < byte.MaxValue && e is CryptographicException or ArgumentException)
            {
                continue; // no scalar of the curve
            }
            finally
            {
                CryptographicOperations.ZeroMemory(scalar);
            }
        }
    }

    private static byte[] Derive(GenesisFile genesis, ReadOnlySpan<byte> secret, Use use, ReadOnlySpan<byte> context) =>
        KeyedHash.Compute(genesis.Hasher, secret, [.. DomainTag.Recovery, (byte)use, .. genesis.ChainId.ToArray(), .. context]);
}
