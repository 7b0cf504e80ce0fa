namespace Ledger.Oidc.Logins;

/// <summary>
/// Logins whose code was redeemed, or that were ended, for as long as anything that was issued for them could still be shown. OpenIddict
/// without a store remembers nothing (its degraded mode): a code would be taken twice.
/// </summary>
internal sealed class OnceBook(TimeProvider clock, TimeSpan kept, int countMax)
{
    private readonly Dictionary<string, DateTimeOffset> _seen = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>Enters a login; false where it stands already, or nothing more can be kept.</summary>
    internal bool TryAdd(string id)
    {
        lock (_lock)
        {
            if (_seen.Count >= countMax)
            {
                var now = clock.GetUtcNow();
                foreach (var (old, _) in _seen.Where(one => one.Value < now).ToList())
                {
                    _seen.Remove(old);
                }
            }

            return _seen.Count < countMax && _seen.TryAdd(id, clock.GetUtcNow() + kept);
        }
    }

    /// <summary>Whether a login stands.</summary>
    internal bool Contains(string id)
    {
        lock (_lock)
        {
            return _seen.ContainsKey(id);
        }
    }
}
