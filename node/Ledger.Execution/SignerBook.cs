using System.Collections.Concurrent;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Schema;
using Ledger.State;

namespace Ledger.Execution;

/// <summary>
/// What the head's state says of signers, read once and kept while no block changes it. One writer; the keys may be asked for by others, as
/// a hint.
/// </summary>
/// <param name="signersMax">Most signers kept; with one more all are forgotten. 0 keeps none.</param>
internal sealed class SignerBook(int signersMax)
{
    private readonly ConcurrentDictionary<Digest, SignerRecords> _known = new();
    private int _count;

    /// <summary>What the state says of a signer; null where it is not registered.</summary>
    /// <param name="state">The head's state, not changed yet by the block that is executed.</param>
    /// <param name="certificateId">The signer's certificate.</param>
    internal SignerRecords? Read(IStateReader state, Digest certificateId)
    {
        if (_known.TryGetValue(certificateId, out var known))
        {
            return known;
        }

        var records = SignerRules.Read(state, certificateId);
        if (records is not null && signersMax > 0)
        {
            if (_count >= signersMax)
            {
                Forget();
            }

            _count += _known.TryAdd(certificateId, records) ? 1 : 0;
        }

        return records;
    }

    /// <summary>The key that a signer had lately; null where it is not known. It may have another by now.</summary>
    internal PublicKey? LateKeyOf(Digest certificateId) => _known.TryGetValue(certificateId, out var known) ? known.Key : null;

    /// <summary>Forgets what a block has changed. Called once it is the head, before the next is executed.</summary>
    internal void OnCommitted(IReadOnlyList<StateChange> changes)
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
