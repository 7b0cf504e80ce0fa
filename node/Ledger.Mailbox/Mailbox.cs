using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.Mail;
using Ledger.Protocol.V1;
using Ledger.Storage;
using Microsoft.Extensions.Logging;

namespace Ledger.Mailbox;

/// <summary>
/// The mailboxes of one node over its store: letters taken here, given to their owners in <c>.Owners</c>, forgotten in <c>.Expiry</c>. One lock over the
/// index; hashing and signatures outside it.
/// </summary>
public sealed partial class Mailbox : IMailbox
{
    private const int SequenceHourShift = 24;
    private readonly MailNode _node;
    private readonly MailStore _store;
    private readonly OwnerProofs _proofs;
    private readonly MailboxOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private readonly Dictionary<Digest, Box> _boxes = new(UntrustedDigestComparer.Instance);
    private int _letters;
    private long _bytes;
    private uint _hour;

    /// <summary>Opens the mailboxes that the store holds.</summary>
    /// <exception cref="ArgumentException">An option is out of range; the message names every one that is.</exception>
    /// <exception cref="StorageException">The store cannot be read.</exception>
    public Mailbox(MailNode node, MailStore store, OwnerProofs proofs, MailboxOptions options, TimeProvider clock, ILogger<Mailbox> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(store);
        if (options.Problems() is { Count: > 0 } problems)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        }

        (_node, _store, _proofs, _options, _clock, _logger) = (node, store, proofs, options, clock, logger);
        Terms = new MailboxTerms
        {
            Node = ByteString.CopyFrom(node.Id.ToArray()),
            StampBits = (uint)options.StampBits,
            KeptHours = (uint)options.KeptHours,
            PageMax = (uint)options.PageLettersMax,
        };
        Load();
    }

    /// <inheritdoc/>
    public MailboxTerms Terms { get; }

    /// <summary>Letters held.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _letters;
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
                return _bytes;
            }
        }
    }

    /// <inheritdoc/>
    public GetChallengeResponse NewChallenge() => new() { Node = Terms.Node, Challenge = FreshChallenge() };

    /// <inheritdoc/>
    public Refused Deposit(DepositRequest request, out DepositReceipt? receipt)
    {
        ArgumentNullException.ThrowIfNull(request);
        receipt = null;
        if (CheckForm(request, out var address) is { IsRefused: true } malformed)
        {
            return Counted(malformed);
        }

        var digest = Letters.DigestOf(_node.Hasher, request.Letter.Span);
        var bits = Letters.StampBits(_options.StampBits, request.Letter.Length);
        if (!Stamps.IsGood(_node.Hasher, Stamps.Subject(_node.Hasher, _node.ChainId, address, digest), request.Stamp, bits))
        {
            return Counted(new Refused(RefusalCode.BadStamp, $"The stamp of a letter of {request.Letter.Length} bytes has {bits} bits here, and is for its address and content."));
        }

        LetterEntry entry;
        lock (_gate)
        {
            if (Put(address, digest, request.Letter, out entry) is { IsRefused: true } refused)
            {
                return Counted(refused);
            }
        }

        receipt = Receipt(address, entry);
        return Refused.No;
    }

    private static Refused CheckForm(DepositRequest request, out Digest address)
    {
        if (!Digest.TryRead(request.Address.Span, out address))
        {
            return new Refused(RefusalCode.BadMailboxField, $"An address has {Digest.Bytes} bytes, this one {request.Address.Length}.");
        }

        return Letters.IsSize(request.Letter.Length)
            ? Refused.No
            : new Refused(RefusalCode.BadLetterSize, $"A letter has {string.Join(", ", Letters.Sizes)} bytes, this one {request.Letter.Length}.");
    }

    private static Refused Counted(Refused refused)
    {
        MailboxMetrics.Refused(refused.Code);
        return refused;
    }

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

        if (HasPlace(box, letter.Length) is { IsRefused: true } full)
        {
            _logger.Full(full.Code, _letters, _bytes);
            return full;
        }

        // The hour in front: an address that was forgotten and comes back goes on above where it was, without anything being remembered of it.
        var sequence = Math.Max((box?.LastSequence ?? 0) + 1, (ulong)_hour << SequenceHourShift);
        entry = new LetterEntry(sequence, _hour, letter.Length, digest);
        var batch = new WriteSet();
        MailboxTable.PutLetter(batch, address, entry, letter.ToByteArray());
        if (_store.Add(batch) is { IsRefused: true } refused)
        {
            return refused;
        }

        BoxOf(address).Add(entry);
        (_letters, _bytes) = (_letters + 1, _bytes + entry.Bytes);
        MailboxMetrics.Deposited();
        return Refused.No;
    }

    private Refused HasPlace(Box? box, int bytes)
    {
        if (box is not null && (box.Count >= _options.AddressLettersMax || box.Bytes + bytes > _options.AddressBytesMax))
        {
            return new Refused(RefusalCode.MailboxFull, $"An address holds at most {_options.AddressLettersMax} letters and {_options.AddressBytesMax} bytes.");
        }

        var isFull = _letters >= _options.LettersMax || _bytes + bytes > _options.BytesMax || (box is null && _boxes.Count >= _options.AddressesMax);
        return isFull ? new Refused(RefusalCode.MailboxesFull, "The node holds as many letters as it may.") : Refused.No;
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

    private DepositReceipt Receipt(Digest address, LetterEntry entry)
    {
        var body = new DepositReceiptBody(_node.ChainId, _node.Id, address, entry.Digest, _clock.GetUtcNow().ToUnixTimeMilliseconds(), ExpiryOf(entry) * HourMs).Encode();
        return new DepositReceipt { Body = UnsafeByteOperations.UnsafeWrap(body), Signature = _node.Sign(DepositReceiptBody.Message(_node.Hasher, body)) };
    }

    private ByteString FreshChallenge() => UnsafeByteOperations.UnsafeWrap(_proofs.Challenges.Issue());
}
