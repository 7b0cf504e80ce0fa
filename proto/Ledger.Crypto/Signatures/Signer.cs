namespace Ledger.Crypto.Signatures;

/// <summary>A signer that holds its private key in this process and forgets it when disposed. Safe for use by several threads.</summary>
public abstract class Signer : ISigner, IDisposable
{
    private protected Signer(PublicKey publicKey) => PublicKey = publicKey;

    /// <inheritdoc/>
    public PublicKey PublicKey { get; }

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The signer was disposed.</exception>
    public abstract byte[] Sign(ReadOnlySpan<byte> message);

    /// <summary>Clears the private key.</summary>
    public abstract void Dispose();
}
