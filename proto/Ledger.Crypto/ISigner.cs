namespace Ledger.Crypto;

/// <summary>Holds a private key and signs with it. The key itself never leaves the implementation.</summary>
public interface ISigner
{
    /// <summary>The key that checks this signer's signatures.</summary>
    PublicKey PublicKey { get; }

    /// <summary>Signs <paramref name="message"/> (hashing is part of the algorithm) and returns strict DER, or raw for RSA.</summary>
    byte[] Sign(ReadOnlySpan<byte> message);
}
