using Ledger.Crypto;

namespace Ledger.Protocol.Mail;

/// <summary>
/// A mailbox's address: H(tag ‖ algorithm ‖ encoded key) of its owner's public key. A key made for one order makes an address that says
/// nothing about anyone (DOMAIN §2, leak checklist; docs/spec/mailbox.md).
/// </summary>
public static class MailboxAddress
{
    /// <summary>Length of a key in bytes: <c>04‖x‖y</c>.</summary>
    public const int KeyBytes = 65;

    /// <summary>The algorithm that owners' keys of a chain have.</summary>
    public static SignatureAlgorithm AlgorithmOf(CryptoSuite suite) =>
        suite == CryptoSuite.Guomi ? SignatureAlgorithm.Sm2Sm3 : SignatureAlgorithm.EcdsaP256Sha256;

    /// <summary>The address of a key.</summary>
    public static Digest Of(IHasher hasher, PublicKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return TaggedHash.Compute(hasher, DomainTag.MailboxAddress, [(byte)key.Algorithm, .. key.Encoded]);
    }
}
