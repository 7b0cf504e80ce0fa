using System.Collections.Concurrent;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Schema;

namespace Ledger.Audit.Replay;

/// <summary>What the state said of signers lately. One writer; keys may be asked for by others, as a hint.</summary>
internal sealed class KnownSigners
{
    private const int SignersMax = 65_536;
    private readonly ConcurrentDictionary<Digest, SignerRecords> _known = new();
    private int _count;

    internal PublicKey? HintOf(Digest certificate) => _known.TryGetValue(certificate, out var known) ? known.Key : null;

    /// <summary>What the state says of a signer; null where it is not registered.</summary>
    internal SignerRecords? Read(IStateReader before, Digest certificate)
    {
        if (_known.TryGetValue(certificate, out var known))
        {
            return known;
        }

        var records = SignerRules.Read(before, certificate);
        if (records is not null)
        {
            if (_count == SignersMax)
            {
                Forget();
            }

            _known[certificate] = records;
            _count++;
        }

        return records;
    }

    /// <summary>Forgets all where a block changed any of what signers' records are read from.</summary>
    internal void OnChanges(IEnumerable<KeyValuePair<byte[], byte[]?>> changes)
    {
        if (_count > 0 && changes.Any(change => SignerRules.ReadsFrom(change.Key)))
        {
            Forget();
        }
    }

    private void Forget()
    {
        _known.Clear();
        _count = 0;
    }
}
