using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Ledger.Oidc.Logins;

/// <summary>
/// The logins under way, each under the secret of its browser's cookie. In memory and bounded: what a restart loses is a QR that the person
/// scans again.
/// </summary>
internal sealed class LoginBook(TimeProvider clock, int countMax) : IDisposable
{
    private const int SecretBytes = 32;

    /// <summary>How long a login that ended waits for its browser.</summary>
    private static readonly TimeSpan Waits = TimeSpan.FromMinutes(2);

    private readonly Dictionary<string, Login> _logins = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>Whether there is room for one more; those that nobody came back for make room.</summary>
    internal bool HasRoom()
    {
        lock (_lock)
        {
            foreach (var (key, login) in _logins.Where(one => one.Value.Until + Waits < clock.GetUtcNow()).ToList())
            {
                _logins.Remove(key);
                login.Dispose();
            }

            return _logins.Count < countMax;
        }
    }

    /// <summary>
    /// Keeps a login under a new secret, which is the browser's cookie. It is always a new one, so that nobody can have set it before
    /// (session fixation).
    /// </summary>
    internal string Add(Login login)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        lock (_lock)
        {
            _logins.Add(KeyOf(secret), login);
        }

        return secret;
    }

    /// <summary>The login of a browser's cookie.</summary>
    internal Login? Find(string? secret)
    {
        lock (_lock)
        {
            return secret is null ? null : _logins.GetValueOrDefault(KeyOf(secret));
        }
    }

    /// <summary>Takes a login out, once it ended and for the request that began it alone; null otherwise. It is given once.</summary>
    internal Login? Take(string? secret, string query)
    {
        lock (_lock)
        {
            return Find(secret) is { State: LoginState.Confirmed or LoginState.Refused } login && login.Query == query
                && _logins.Remove(KeyOf(secret!)) ? login : null;
        }
    }

    /// <summary>Forgets a login that the person begins again.</summary>
    internal void Forget(string secret)
    {
        lock (_lock)
        {
            if (_logins.Remove(KeyOf(secret), out var login))
            {
                login.Dispose();
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var login in _logins.Values)
            {
                login.Dispose();
            }

            _logins.Clear();
        }
    }

    // Found by a hash, so that how long it takes says nothing of a secret.
    private static string KeyOf(string secret) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
