using System.Security.Cryptography;
using Ledger.Crypto.Keys;
using Microsoft.Extensions.Primitives;
using Microsoft.IdentityModel.Tokens;

namespace Ledger.Oidc.Keys;

/// <summary>
/// The signing keys as of now. One signs: the latest whose time has come. A later one is announced, so that who keeps the key set in memory
/// knows it in time; one that was followed stays for <see cref="Kept"/>, so that what it signed is still believed.
/// </summary>
internal sealed class KeyRing : IDisposable
{
    /// <summary>
    /// How long a key that was followed stays: tokens live for minutes, but an application shows its last one when it logs out, which may
    /// be a working day later.
    /// </summary>
    internal static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    private readonly Dictionary<string, RsaSecurityKey> _opened = new(StringComparer.Ordinal);
    private readonly KeyFolder _folder;
    private readonly string _pin;
    private readonly TimeProvider _clock;
    private readonly Lock _lock = new();
    private CancellationTokenSource _changed = new();
    private IReadOnlyList<SigningKeyName> _names = [];
    private IReadOnlyList<RsaSecurityKey> _keys = [];

    private KeyRing(KeyFolder folder, string pin, TimeProvider clock) => (_folder, _pin, _clock) = (folder, pin, clock);

    /// <summary>The keys that are believed now; the first one signs.</summary>
    internal IReadOnlyList<RsaSecurityKey> Keys
    {
        get
        {
            lock (_lock)
            {
                return _keys;
            }
        }
    }

    /// <summary>Opens the keys that are believed now.</summary>
    /// <exception cref="InvalidDataException">There is none, or one does not open; the message says which and why.</exception>
    internal static KeyRing Open(KeyFolder folder, string pin, TimeProvider clock)
    {
        var ring = new KeyRing(folder, pin, clock);
        ring.Refresh();
        return ring;
    }

    /// <summary>Looks at the folder and the clock again, and tells who watches if anything changed.</summary>
    /// <exception cref="InvalidDataException">As <see cref="Open"/>; the keys stay as they were.</exception>
    internal void Refresh()
    {
        CancellationTokenSource before;
        lock (_lock)
        {
            var names = Believed(_folder.SigningKeys(), _clock.GetUtcNow());
            if (names.SequenceEqual(_names))
            {
                return;
            }

            _keys = [.. names.Select(Opened)];
            _names = names;
            (before, _changed) = (_changed, new CancellationTokenSource());
        }

        before.Cancel();
    }

    /// <summary>Tells once when the keys have changed.</summary>
    internal IChangeToken Watch()
    {
        lock (_lock)
        {
            return new CancellationChangeToken(_changed.Token);
        }
    }

    /// <summary>Which keys are believed at a time, the one that signs first.</summary>
    internal static IReadOnlyList<SigningKeyName> Believed(IReadOnlyList<SigningKeyName> all, DateTimeOffset now)
    {
        var signs = all.LastOrDefault(key => key.From <= now)
            ?? throw new InvalidDataException("No signing key's time has come: make one with `ledger oidc key`.");
        var others = all.Where((key, i) =>
            key != signs && (key.From > now || (i + 1 < all.Count && now < all[i + 1].From + Kept)));
        return [signs, .. others];
    }

    public void Dispose()
    {
        _changed.Dispose();
        foreach (var key in _opened.Values)
        {
            key.Rsa.Dispose();
        }
    }

    private RsaSecurityKey Opened(SigningKeyName name)
    {
        if (_opened.TryGetValue(name.Path, out var known))
        {
            return known;
        }

        using var pair = _folder.TryOpen(name, _pin, out var error)
            ?? throw new InvalidDataException($"Signing key {name.Path} does not open: {error.Words()}");
        var rsa = RSA.Create();
        rsa.ImportRSAPrivateKey(pair.PrivateKey, out _);
        return _opened[name.Path] = new RsaSecurityKey(rsa)
        {
            KeyId = Base64UrlEncoder.Encode(SHA256.HashData(rsa.ExportSubjectPublicKeyInfo())),
        };
    }
}
