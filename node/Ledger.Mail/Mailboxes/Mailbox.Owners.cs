using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.Mail;
using Ledger.Protocol.V1;
using Ledger.Storage;

namespace Ledger.Mail.Mailboxes;

public sealed partial class Mailbox
{
    /// <inheritdoc/>
    public Refused Fetch(FetchRequest request, out FetchResponse? response)
    {
        ArgumentNullException.ThrowIfNull(request);
        response = null;
        if (request.Max > _options.PageLettersMax)
        {
            return MailboxMetrics.Counted(
                new Refused(
                    RefusalCode.BadMailboxField, $"A page has at most {_options.PageLettersMax} letters; asked were {request.Max}."));
        }

        var challenge = request.Proof?.Challenge.Memory ?? default;
        var refused = _proofs.Check(
            request.Proof, owner =>
                OwnerRequests.Fetch(_node.Hasher, _node.ChainId, _node.Id, challenge.Span, owner, request.After, request.Max),
                out var address);
        if (refused.IsRefused)
        {
            return MailboxMetrics.Counted(refused);
        }

        FetchResponse? page = null;
        var isMarked = false;
        var failed = _store.Guard(() => ReadPage(address, request, out page, out isMarked));
        if (failed.IsRefused)
        {
            return MailboxMetrics.Counted(failed);
        }

        if (isMarked)
        {
            _store.Sync(); // where the disk fails the owner has its letters all the same, and the next fetch after a restart marks
        }

        response = page;
        MailboxMetrics.Fetched(page!.Letters.Count);
        return Refused.No;
    }

    /// <inheritdoc/>
    public Refused Acknowledge(AcknowledgeRequest request, out AcknowledgeResponse? response)
    {
        ArgumentNullException.ThrowIfNull(request);
        response = null;
        var challenge = request.Proof?.Challenge.Memory ?? default;
        var refused = _proofs.Check(
            request.Proof, owner =>
                OwnerRequests.Acknowledge(_node.Hasher, _node.ChainId, _node.Id, challenge.Span, owner, request.Through), out var address);
        if (refused.IsRefused)
        {
            return MailboxMetrics.Counted(refused);
        }

        lock (_gate)
        {
            refused = Tick();
            if (!refused.IsRefused && _boxes.TryGetValue(address, out var box))
            {
                refused = Delete(address, box, entry => entry.Sequence <= request.Through, out var deleted);
                MailboxMetrics.Acknowledged(deleted);
            }
        }

        if (!refused.IsRefused)
        {
            refused = _store.Sync();
        }

        if (refused.IsRefused)
        {
            return MailboxMetrics.Counted(refused);
        }

        response = new AcknowledgeResponse { NextChallenge = FreshChallenge() };
        return Refused.No;
    }

    // Once in a box's life: from now on its letters wait as long as letters may. A full disk keeps no owner from its letters: then the next
    // fetch marks.
    private bool MarkFetched(Digest address, Box box)
    {
        var batch = new WriteSet();
        MailboxTable.PutFetched(batch, address);
        return box.IsFetched = !_store.Add(batch).IsRefused;
    }

    private Refused ReadPage(Digest address, FetchRequest request, out FetchResponse page, out bool isMarked)
    {
        isMarked = false;
        page = new FetchResponse { NextChallenge = FreshChallenge() };
        var max = request.Max == 0 ? _options.PageLettersMax : (int)request.Max;
        Dictionary<ulong, uint> hours;
        lock (_gate)
        {
            if (Tick() is { IsRefused: true } refused)
            {
                return refused;
            }

            // Taken together with the sweep, so that nothing expired is given; a letter that comes meanwhile is of the next page. So is one
            // that a power cut could still take: its number would come again, on another letter that the owner would never ask for.
            if (_boxes.TryGetValue(address, out var box) && !box.IsFetched)
            {
                isMarked = MarkFetched(address, box);
            }

            hours = box is null
                ? []
                : box.Oldest(entry => entry.Write <= _store.Durable).Where(entry => entry.Sequence > request.After).Take(max + 1)
                    .ToDictionary(entry => entry.Sequence, entry => entry.Hour);
        }

        var bytes = 0L;
        foreach (var (sequence, letter) in hours.Count == 0 ? [] : MailboxTable.ReadLetters(_store.Entries, address, request.After))
        {
            if (!hours.TryGetValue(sequence, out var hour))
            {
                continue; // came or expired meanwhile
            }

            bytes += letter.Length;
            if (page.Letters.Count == max || (bytes > _options.PageBytesMax && page.Letters.Count > 0))
            {
                page.More = true;
                break;
            }

            page.Letters.Add(
                new StoredLetter { Sequence = sequence, ArrivedHour = hour, Letter = UnsafeByteOperations.UnsafeWrap(letter) });
        }

        return Refused.No;
    }
}
