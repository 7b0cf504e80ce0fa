using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.Mail;
using Ledger.Protocol.V1;
using Ledger.Storage;
using Microsoft.Extensions.Logging;

namespace Ledger.Mail.Mailboxes;

/// <summary>
/// The mailboxes of one node over its store: letters taken here, given to their owners in <c>.Owners</c>, forgotten in <c>.Expiry</c>. One
/// lock over the index; hashing and signatures outside it.
/// </summary>
public sealed partial class Mailbox : IMailbox
{
    private const int SequenceHourShift = 24;
    private readonly MailNode _node;
    private readonly MailStore _store;
    private readonly OwnerProofs _proofs;
    private readonly StampEpochs _epochs;
    private readonly IPublishedCards _cards;
    private readonly MailboxOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private readonly Dictionary<Digest, Box> _boxes = new(UntrustedDigestComparer.Instance);
    private readonly Room _room;
    private uint _hour;

    /// <summary>Opens the mailboxes that the store holds.</summary>
    /// <exception cref="ArgumentException">An option is out of range; the message names every one that is.</exception>
    /// <exception cref="StorageException">The store cannot be read.</exception>
    public Mailbox(
        MailNode node, MailStore store, OwnerProofs proofs, StampEpochs epochs, IPublishedCards cards, MailboxOptions options,
        TimeProvider clock, ILogger<Mailbox> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(store);
        if (options.Problems() is { Count: > 0 } problems)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        }

        (_node, _store, _proofs, _epochs, _cards, _options, _clock, _logger) = (node, store, proofs, epochs, cards, options, clock, logger);
        _room = new Room(options, _boxes, cards);
        Load();
    }

    /// <summary>Letters held.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _room.Letters;
            }
        }
    }

    /// <summary>Bytes of letters held.</summary>
    public long Bytes
    {
        get
        {
            lock (_gate)
            {
                return _room.Bytes;
            }
        }
    }

    /// <inheritdoc/>
    public Refused GetTerms(GetMailboxTermsRequest request, out MailboxTerms? terms)
    {
        ArgumentNullException.ThrowIfNull(request);
        terms = null;
        var isNamed = Digest.TryRead(request.Address.Span, out var address);
        if (!isNamed && !request.Address.IsEmpty)
        {
            return MailboxMetrics.Counted(NoAddress(request.Address));
        }

        terms = new MailboxTerms
        {
            Node = NodeId,
            StampBits = (uint)StampBits(isNamed ? address : null),
            KeptHours = (uint)_options.KeptHours,
            PageMax = (uint)_options.PageLettersMax,
            StampEpoch = UnsafeByteOperations.UnsafeWrap(_epochs.Current),
            KeptHoursUnfetched = (uint)_options.KeptHoursUnfetched,
        };
        return Refused.No;
    }

    /// <inheritdoc/>
    public GetChallengeResponse NewChallenge() => new() { Node = NodeId, Challenge = FreshChallenge() };

    /// <inheritdoc/>
    public Refused Deposit(DepositRequest request, out DepositReceipt? receipt)
    {
        ArgumentNullException.ThrowIfNull(request);
        receipt = null;
        if (CheckForm(request, out var address) is { IsRefused: true } malformed)
        {
            return MailboxMetrics.Counted(malformed);
        }

        var digest = Letters.DigestOf(_node.Hasher, request.Letter.Span);
        var bits = Letters.StampBits(StampBits(address), request.Letter.Length);
        if (!_epochs.Accept(
            epoch => Stamps.IsGood(_node.Hasher, Stamps.Subject(_node.Hasher, _node.ChainId, epoch, address, digest), request.Stamp, bits)))
        {
            return MailboxMetrics.Counted(new Refused(
                RefusalCode.BadStamp,
                $"The stamp of a letter of {request.Letter.Length} bytes to this address has {bits} bits at present, and is for its " +
                $"address, its content and the node's epoch."));
        }

        LetterEntry entry;
        long keptUntilHour;
        lock (_gate)
        {
            if (Put(address, digest, request.Letter, out entry) is { IsRefused: true } refused)
            {
                return MailboxMetrics.Counted(refused);
            }

            keptUntilHour = ExpiryOf(address, _boxes[address], entry);
        }

        // A letter that was there already may be another caller's, whose sync is under way or failed.
        if (_store.Sync() is { IsRefused: true } unsynced)
        {
            return MailboxMetrics.Counted(unsynced);
        }

        receipt = Receipt(address, entry, keptUntilHour);
        return Refused.No;
    }

    private static Refused CheckForm(DepositRequest request, out Digest address)
    {
        if (!Digest.TryRead(request.Address.Span, out address))
        {
            return NoAddress(request.Address);
        }

        return Letters.IsSize(request.Letter.Length)
            ? Refused.No
            : new Refused(
                RefusalCode.BadLetterSize, $"A letter has {string.Join(", ", Letters.Sizes)} bytes, this one {request.Letter.Length}.");
    }

    private static Refused NoAddress(ByteString address) =>
        new(RefusalCode.BadMailboxField, $"An address has {Digest.Bytes} bytes, this one {address.Length}.");

    // Under the lock, as what follows.
    private Refused Put(Digest address, Digest digest, ByteString letter, out LetterEntry entry)
    {
        entry = default;
        if (Tick() is { IsRefused: true } failed)
        {
            return failed;
        }

        var box = _boxes.GetValueOrDefault(address);
        if (box is not null && box.TryFind(digest, out entry))
        {
            MailboxMetrics.Repeated();
            return Refused.No;
        }

        if (_room.HasPlace(address, letter.Length) is { IsRefused: true } full)
        {
            _logger.Full(Kind, full.Code, _room.Letters, _room.Bytes);
            return full;
        }

        // The hour in front: an address that was forgotten and comes back goes on above where it was, without anything being remembered of
        // it.
        var sequence = Math.Max((box?.LastSequence ?? 0) + 1, (ulong)_hour << SequenceHourShift);
        entry = new LetterEntry(sequence, _hour, letter.Length, digest, Write: 0);
        var batch = new WriteSet();
        MailboxTable.PutLetter(batch, address, entry, letter.ToByteArray());
        if (_store.Add(batch) is { IsRefused: true } refused)
        {
            return refused;
        }

        entry = entry with { Write = _store.Written };
        BoxOf(address).Add(entry);
        _room.Add(1, entry.Bytes);
        MailboxMetrics.Deposited();
        return Refused.No;
    }

    private int StampBits(Digest? address)
    {
        lock (_gate)
        {
            return _room.StampBits(address);
        }
    }

    private Box BoxOf(Digest address)
    {
        if (!_boxes.TryGetValue(address, out var box))
        {
            box = new Box();
            _boxes.Add(address, box);
        }

        return box;
    }

    private DepositReceipt Receipt(Digest address, LetterEntry entry, long keptUntilHour)
    {
        var body = new DepositReceiptBody(
            _node.ChainId, _node.Id, address, entry.Digest, _clock.GetUtcNow().ToUnixTimeMilliseconds(), keptUntilHour * MailHours.Ms)
            .Encode();
        return new DepositReceipt
        {
            Body = UnsafeByteOperations.UnsafeWrap(body),
            Signature = _node.Receipts.Sign(DepositReceiptBody.Message(_node.Hasher, body)),
        };
    }

    private ByteString NodeId => ByteString.CopyFrom(_node.Id.ToArray());

    private ByteString FreshChallenge() => UnsafeByteOperations.UnsafeWrap(_proofs.Challenges.Issue());
}
