using Ledger.Certificates;
using Ledger.Certificates.Extensions;
using Ledger.Crypto.Keys;

namespace Ledger.Cms.KeyContainers;

/// <summary>What a file with private keys held. Disposing it clears the keys.</summary>
public sealed class OpenedKeys : IDisposable
{
    internal OpenedKeys(IReadOnlyList<KeyPair> keys, IReadOnlyList<Certificate> certificates, IReadOnlyList<string> warnings) =>
        (Keys, Certificates, Warnings) = (keys, certificates, warnings);

    /// <summary>The key pairs in their order; one, or two of a dual pair.</summary>
    public IReadOnlyList<KeyPair> Keys { get; }

    /// <summary>The certificates that came along.</summary>
    public IReadOnlyList<Certificate> Certificates { get; }

    /// <summary>
    /// What the owner should know: the key lies open, or an old algorithm or none protects it. Each follows the file's name.
    /// </summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Around a key that was opened elsewhere, such as one of a key file of Ledger.</summary>
    public static OpenedKeys Of(KeyPair key) => new([key], [], []);

    /// <summary>
    /// The key for a use, where the file holds exactly one: the only one, or of a dual pair the one whose certificate is for it (GM/T
    /// 0015); null otherwise.
    /// </summary>
    public KeyPair? Find(KeyUsages use)
    {
        var fitting = Keys.Count == 1 ? Keys : [.. Keys.Where(key => CertificateOf(key)?.KeyUsage is { } usage && (usage & use) != 0)];
        return fitting.Count == 1 ? fitting[0] : null;
    }

    /// <summary>The certificate of <paramref name="key"/>; null where the file has none.</summary>
    public Certificate? CertificateOf(KeyPair key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Certificates.FirstOrDefault(one => one.PublicKey.Equals(key.PublicKey));
    }

    /// <summary>Clears the private keys.</summary>
    public void Dispose()
    {
        foreach (var key in Keys)
        {
            key.Dispose();
        }
    }
}
