using System.Security.Cryptography;
using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Crypto.Hashing;
using Ledger.Crypto.Keys;
using Ledger.Crypto.Sealing;
using Ledger.Crypto.Signatures;
using Ledger.Protocol;
using Ledger.Protocol.Mail;
using Ledger.Protocol.V1;

namespace Ledger.Client.Mailbox;

/// <summary>
/// The owner of a mailbox: one key that signs requests, and makes the address, and another that opens letters. A bidder makes both anew for
/// each order. Safe for use by several threads.
/// </summary>
public sealed class MailboxOwner : IDisposable
{
    private readonly KeyPair _mailboxKey;
    private readonly KeyPair _encryptionKey;

    /// <summary>Takes copies of two key pairs of the chain's suite.</summary>
    /// <exception cref="ArgumentException">
    /// The pairs are of different algorithms or of none of a suite, or are the same pair: a signing key never decrypts.
    /// </exception>
    public MailboxOwner(KeyPair mailboxKey, KeyPair encryptionKey)
    {
        ArgumentNullException.ThrowIfNull(mailboxKey);
        ArgumentNullException.ThrowIfNull(encryptionKey);
        if (mailboxKey.Algorithm is not (SignatureAlgorithm.Sm2Sm3 or SignatureAlgorithm.EcdsaP256Sha256) ||
            encryptionKey.Algorithm != mailboxKey.Algorithm)
        {
            throw new ArgumentException(
                $"A mailbox has two keys of SM2 or two of P-256, not {mailboxKey.Algorithm} and {encryptionKey.Algorithm}.",
                nameof(mailboxKey));
        }

        if (mailboxKey.PublicKey.Equals(encryptionKey.PublicKey))
        {
            throw new ArgumentException("The two keys of a mailbox differ: a signing key never decrypts.", nameof(encryptionKey));
        }

        _mailboxKey = KeyPair.FromPrivateKey(mailboxKey.Algorithm, mailboxKey.PrivateKey);
        _encryptionKey = KeyPair.FromPrivateKey(encryptionKey.Algorithm, encryptionKey.PrivateKey);
        Suite = mailboxKey.Algorithm == SignatureAlgorithm.Sm2Sm3 ? CryptoSuite.Guomi : CryptoSuite.International;
        Address = MailboxAddress.Of(Hashers.For(Suite), mailboxKey.PublicKey);
        Signer = _mailboxKey.CreateSigner();
        OpeningKey = new OpeningKey(_encryptionKey);
    }

    /// <summary>The mailbox's address.</summary>
    public Digest Address { get; }

    /// <summary>The suite of the chain that it is for.</summary>
    public CryptoSuite Suite { get; }

    internal Signer Signer { get; }

    internal OpeningKey OpeningKey { get; }

    /// <summary>Fresh keys, of nobody.</summary>
    public static MailboxOwner Generate(CryptoSuite suite)
    {
        using var mailbox = KeyPair.Generate(MailboxAddress.AlgorithmOf(suite));
        using var encryption = KeyPair.Generate(MailboxAddress.AlgorithmOf(suite));
        return new MailboxOwner(mailbox, encryption);
    }

    /// <summary>What to give to those who shall write, with the nodes that the owner reads.</summary>
    public MailboxRecipient ToRecipient(IReadOnlyList<Digest> nodes) => new(Address, _encryptionKey.PublicKey, nodes);

    /// <summary>Both private keys. Secret: who has them reads and deletes the letters.</summary>
    public byte[] Export() => new MailboxKeys
    {
        Algorithm = (uint)_mailboxKey.Algorithm,
        MailboxKey = ByteString.CopyFrom(_mailboxKey.PrivateKey),
        EncryptionKey = ByteString.CopyFrom(_encryptionKey.PrivateKey),
    }.ToByteArray();

    /// <summary>The owner that <see cref="Export"/> gave.</summary>
    /// <exception cref="ArgumentException">It is no exported owner.</exception>
    public static MailboxOwner Import(ReadOnlySpan<byte> exported)
    {
        try
        {
            var keys = MailboxKeys.Parser.ParseFrom(exported);
            var algorithm = (SignatureAlgorithm)keys.Algorithm;
            if (keys.Algorithm > byte.MaxValue || algorithm is not (SignatureAlgorithm.Sm2Sm3 or SignatureAlgorithm.EcdsaP256Sha256))
            {
                throw new ArgumentException("These are no keys of a mailbox.", nameof(exported));
            }

            using var mailbox = KeyPair.FromPrivateKey(algorithm, keys.MailboxKey.Span);
            using var encryption = KeyPair.FromPrivateKey(algorithm, keys.EncryptionKey.Span);
            return new MailboxOwner(mailbox, encryption);
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or CryptographicException)
        {
            throw new ArgumentException("These are no keys of a mailbox.", nameof(exported), e);
        }
    }

    /// <summary>Clears the keys.</summary>
    public void Dispose()
    {
        Signer.Dispose();
        OpeningKey.Dispose();
        _mailboxKey.Dispose();
        _encryptionKey.Dispose();
    }
}
