using Google.Protobuf;
using Ledger.Protocol.V1;

namespace Ledger.Orders;

// What could not go on, and how it goes on again.
public sealed partial class GuarantorDesk
{
    /// <summary>What no tick takes, or what the last one did not take, with the reason.</summary>
    public IReadOnlyList<HeldEntry> Held() =>
    [
        .. from thread in Threads
           from version in thread.File.Versions
           where version.Held.Length > 0 && version.State is DeskVersionState.Queued or DeskVersionState.Surrendering
           select new HeldEntry(thread.Id, version.Version, version.State, version.SetAside, version.Held),
    ];

    /// <summary>What the next batch looks at: guarantees to be issued and to be surrendered, but for those that were set aside.</summary>
    public IReadOnlyList<HeldEntry> ForNextBatch() =>
    [
        .. from thread in Threads
           from version in thread.File.Versions
           where !version.SetAside && version.State is DeskVersionState.Queued or DeskVersionState.Surrendering
           select new HeldEntry(thread.Id, version.Version, version.State, version.SetAside, version.Held),
    ];

    /// <summary>
    /// Lets the entries of an order that were set aside go on with the next batch, those whose id is another's under a new one; says once
    /// more what the bidder did not find on the chain.
    /// </summary>
    /// <returns>How many.</returns>
    /// <exception cref="OrderException">There is no such order, none of it was set aside, or a blind one would need a new key.</exception>
    public async Task<int> RepairAsync(string orderId, CancellationToken cancellationToken = default)
    {
        await Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var thread = Require(orderId);
            if (thread.View.IsDisputed && SayAgain(thread) is { } fact)
            {
                Write(thread, fact);
                Save(thread);
                await TrySendAsync(thread, cancellationToken).ConfigureAwait(false);
                return 1;
            }

            var aside = thread.File.Versions.Where(version => version.SetAside).ToList();
            if (aside.Count == 0)
            {
                throw new OrderException(new(OrderRefusal.WrongState, $"Nothing of order {orderId} was set aside."));
            }

            aside.Where(version => version.State == DeskVersionState.Queued).ToList().ForEach(Renew);
            aside.ForEach(version => (version.SetAside, version.Held) = (false, string.Empty));
            Save(thread);
            return aside.Count;
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>Forgets decoys that are not this guarantor's sealed ones on the chain: none of them can be surrendered.</summary>
    /// <returns>How many.</returns>
    public async Task<int> RepairDecoysAsync(CancellationToken cancellationToken = default)
    {
        await Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var before = _own.Decoys.Count;
            foreach (var decoy in _own.Decoys.ToList())
            {
                var record = await Options.Chain.GuaranteeAsync(decoy.Memory, cancellationToken).ConfigureAwait(false);
                if (record is not { State: GuaranteeState.IssuedSealed } || record.IssuerUscc != Options.Party.Uscc)
                {
                    _own.Decoys.Remove(decoy);
                }
            }

            SaveOwn();
            return before - _own.Decoys.Count;
        }
        finally
        {
            Gate.Release();
        }
    }

    // What the bidder did not find on the chain: its node may have been behind, or a version of the record wrong.
    private static OrderContent? SayAgain(OrderThread thread) =>
        thread.Letters.LastOrDefault(letter => letter is { IsMine: true, IsFact: true })?.Content;

    // A version that was not issued has an id only where that stands on the chain as somebody else's.
    private static void Renew(DeskVersion version)
    {
        if (version.GuaranteeId.IsEmpty)
        {
            return;
        }

        if (!version.SealingKey.IsEmpty)
        {
            // Two boxes with one key would be seen to belong together, and one nonce would serve two texts.
            throw new OrderException(
                new(
                    OrderRefusal.SealingKeyReused,
                    "The bidder's key was used under the other id already, and makes no second guarantee. Let the bidder start again."));
        }

        (version.GuaranteeId, version.Attempt) = (ByteString.Empty, version.Attempt + 1);
    }
}
