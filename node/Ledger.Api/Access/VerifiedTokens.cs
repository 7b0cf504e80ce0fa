using System.Collections.Concurrent;
using Ledger.Crypto;

namespace Ledger.Api.Access;

/// <summary>Tokens whose signature was verified, with the key that did, so that a caller's every call does not cost one.</summary>
internal sealed class VerifiedTokens
{
    private const int KeptMax = 16_384;
    private readonly ConcurrentDictionary<string, PublicKey> _keys = new(StringComparer.Ordinal);

    /// <summary>Whether a token is signed by a key; what does not hold is asked about again.</summary>
    internal bool Holds(string token, PublicKey key, Func<bool> verify)
    {
        if (_keys.TryGetValue(token, out var known) && known.Equals(key))
        {
            return true;
        }

        if (!verify())
        {
            return false;
        }

        if (_keys.Count >= KeptMax)
        {
            _keys.Clear(); // they live for minutes: those in use are back at once
        }

        _keys[token] = key;
        return true;
    }
}
