using Ledger.Certificates;
using Ledger.Crypto.Keys;

namespace Ledger.Cms.KeyContainers;

/// <summary>A private key out of a container, with the certificates that came along. Disposing it clears the key.</summary>
public sealed class ImportedKey : IDisposable
{
    internal ImportedKey(KeyPair key, IReadOnlyList<Certificate> certificates)
    {
        Key = key;
        Certificates = certificates;
    }

    /// <summary>The key pair.</summary>
    public KeyPair Key { get; }

    /// <summary>The certificates, the key's own first where there is one.</summary>
    public IReadOnlyList<Certificate> Certificates { get; }

    /// <summary>The key's own certificate; null where the container has none.</summary>
    public Certificate? Certificate => Certificates.Count > 0 && Certificates[0].PublicKey.Equals(Key.PublicKey) ? Certificates[0] : null;

    /// <summary>Clears the private key.</summary>
    public void Dispose() => Key.Dispose();
}
