using System.Security.Cryptography;
using System.Text;
using Ledger.Crypto.Keys;
using Microsoft.IdentityModel.Tokens;

namespace Ledger.Oidc.Keys;

/// <summary>
/// The name of a user at one centre (<c>sub</c>), by a secret of that centre: two centres that put their users together cannot tell by it
/// who is the same (OpenID Connect Core §8.1).
/// </summary>
internal sealed class PairwiseNames : IDisposable
{
    private const int SecretBytes = 32;
    private static readonly byte[] Use = Encoding.ASCII.GetBytes("ledger/oidc/subject-names/1");
    private readonly byte[] _secret;

    private PairwiseNames(byte[] secret) => _secret = secret;

    /// <summary>Opens the secret.</summary>
    /// <exception cref="InvalidDataException">The key does not open; the message says why.</exception>
    internal static PairwiseNames Open(KeyFolder folder, string pin)
    {
        using var pair = folder.TryOpenPairwise(pin, out var error)
            ?? throw new InvalidDataException($"Key {folder.PairwisePath} does not open: {error.Words()}");
        var secret = new byte[SecretBytes];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, pair.PrivateKey, secret, salt: [], info: Use);
        return new PairwiseNames(secret);
    }

    /// <summary>
    /// A user's name: of the subject itself, or of a person that it appointed. It stays the same when a certificate is renewed; a person
    /// who is appointed under a new commitment has a new one.
    /// </summary>
    /// <param name="centreUscc">The centre.</param>
    /// <param name="uscc">The subject.</param>
    /// <param name="person">The operator's commitment; empty for the subject's own certificate.</param>
    internal string Of(string centreUscc, string uscc, ReadOnlySpan<byte> person)
    {
        var named = Encoding.UTF8.GetBytes($"{centreUscc}\n{uscc}\n{Convert.ToHexStringLower(person)}");
        return Base64UrlEncoder.Encode(HMACSHA256.HashData(_secret, named));
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(_secret);
}
