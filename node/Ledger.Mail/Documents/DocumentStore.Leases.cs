using Ledger.Protocol;
using Ledger.Protocol.Mail;
using Ledger.Protocol.V1;
using Ledger.Storage;

namespace Ledger.Mail.Documents;

public sealed partial class DocumentStore
{
    /// <inheritdoc/>
    public Refused Renew(RenewDocumentRequest request, out DocumentReceipt? receipt)
    {
        ArgumentNullException.ThrowIfNull(request);
        receipt = null;
        var challenge = request.Proof?.Challenge.Memory ?? default;
        var key = default(DocumentKey);
        var refused = CheckLease(request.LeaseHours);
        if (!refused.IsRefused)
        {
            refused = CheckOwner(
                request.Proof,
                request.Address,
                address => OwnerRequests.Renew(_node.Hasher, _node.ChainId, _node.Id, challenge.Span, address, request.LeaseHours),
                out key);
        }

        DocumentEntry? renewed = null;
        if (!refused.IsRefused)
        {
            lock (_gate)
            {
                refused = Renew(key, request.LeaseHours, out renewed);
            }
        }

        if (!refused.IsRefused)
        {
            refused = _store.Sync();
        }

        receipt = refused.IsRefused ? null : Receipt(key, renewed!);
        return DocumentMetrics.Counted(refused);
    }

    /// <inheritdoc/>
    public Refused Delete(DeleteDocumentRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var challenge = request.Proof?.Challenge.Memory ?? default;
        var refused = CheckOwner(
            request.Proof, request.Address, address =>
                OwnerRequests.Delete(_node.Hasher, _node.ChainId, _node.Id, challenge.Span, address), out var key);
        if (refused.IsRefused)
        {
            return DocumentMetrics.Counted(refused);
        }

        lock (_gate)
        {
            var isHeld = _entries.ContainsKey(key);
            refused = isHeld ? Drop(key) : Refused.No;
            if (isHeld && !refused.IsRefused)
            {
                DocumentMetrics.Deleted();
            }
        }

        return DocumentMetrics.Counted(refused.IsRefused ? refused : _store.Sync());
    }

    private Refused CheckLease(uint hours)
    {
        if (hours == 0)
        {
            return new Refused(RefusalCode.BadDocumentField, "A lease has at least one hour.");
        }

        return hours <= _options.LeaseHoursMax
            ? Refused.No
            : new Refused(RefusalCode.LeaseTooLong, $"A lease has at most {_options.LeaseHoursMax} hours; asked were {hours}.");
    }

    // Under the lock, as what follows.
    private Refused Renew(DocumentKey key, uint leaseHours, out DocumentEntry? renewed)
    {
        renewed = null;
        if (Tick() is { IsRefused: true } failed)
        {
            return failed;
        }

        if (!_entries.TryGetValue(key, out var entry) || !entry.IsComplete)
        {
            return NotFound;
        }

        var longer = entry with { EndHour = _hour + leaseHours };
        var batch = new WriteSet();
        DocumentTable.PutEntry(batch, key, longer);
        if (_store.Add(batch) is { IsRefused: true } refused)
        {
            return refused;
        }

        Set(key, longer);
        renewed = longer;
        return Refused.No;
    }

    private Refused Drop(DocumentKey key)
    {
        var batch = new WriteSet();
        DocumentTable.Delete(batch, key, _entries[key].Held);
        if (_store.Remove(batch) is { IsRefused: true } refused)
        {
            return refused;
        }

        Unset(key);
        _left.Remove(key);
        return Refused.No;
    }

    /// <summary>Deletes what has come to its end: once an hour, whoever comes first.</summary>
    private Refused Tick()
    {
        var hour = MailHours.Of(_clock);
        if (hour <= _hour)
        {
            return Refused.No;
        }

        var ended = _entries.Where(entry => entry.Value.EndHour <= hour).Select(entry => entry.Key).ToList();
        foreach (var key in ended)
        {
            if (Drop(key) is { IsRefused: true } refused)
            {
                return refused;
            }
        }

        if (ended.Count > 0)
        {
            DocumentMetrics.Expired(ended.Count);
            _logger.Expired(Kind, ended.Count);
        }

        _hour = hour;
        return Refused.No;
    }
}
