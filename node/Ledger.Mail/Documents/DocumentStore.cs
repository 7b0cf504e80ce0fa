using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.Mail;
using Ledger.Protocol.V1;
using Ledger.Storage;
using Microsoft.Extensions.Logging;

namespace Ledger.Mail.Documents;

/// <summary>
/// The documents of one node over its store for mail: <c>.Uploading</c>, <c>.Reading</c>, and <c>.Leases</c> with renewal, deletion and
/// expiry. One lock over the index; hashing and signatures outside it.
/// </summary>
public sealed partial class DocumentStore : IDocumentStore
{
    private const string Kind = "Documents";
    private readonly MailNode _node;
    private readonly MailStore _store;
    private readonly OwnerProofs _proofs;
    private readonly StampEpochs _epochs;
    private readonly DocumentOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private readonly Dictionary<DocumentKey, DocumentEntry> _entries = [];
    private readonly Dictionary<Digest, List<Digest>> _uploaders = new(UntrustedDigestComparer.Instance);
    private readonly Dictionary<DocumentKey, int> _open = [];
    private readonly LinkedList<DocumentKey> _left = new();
    private long _bytes;
    private int _uploads;
    private uint _hour;

    /// <summary>Opens the documents that the store holds.</summary>
    /// <exception cref="ArgumentException">An option is out of range; the message names every one that is.</exception>
    /// <exception cref="StorageException">The store cannot be read.</exception>
    public DocumentStore(
        MailNode node,
        MailStore store,
        OwnerProofs proofs,
        StampEpochs epochs,
        DocumentOptions options,
        TimeProvider clock,
        ILogger<DocumentStore> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(store);
        if (options.Problems() is { Count: > 0 } problems)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        }

        (_node, _store, _proofs, _epochs, _options, _clock, _logger) = (node, store, proofs, epochs, options, clock, logger);
        foreach (var (key, entry) in DocumentTable.ReadEntries(store.Entries))
        {
            Set(key, entry);
            if (!entry.IsComplete)
            {
                _left.AddLast(key);
            }
        }

        _logger.Opened(Kind, _entries.Count, _bytes);
    }

    /// <inheritdoc/>
    public DocumentTerms Terms => new()
    {
        Node = NodeId,
        StampBits = (uint)StampBits,
        PiecesMax = _options.PiecesMax,
        LeaseHoursMax = _options.LeaseHoursMax,
        StampEpoch = UnsafeByteOperations.UnsafeWrap(_epochs.Current),
    };

    /// <summary>Documents and uploads held.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>Bytes that they take or will take.</summary>
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
    public GetChallengeResponse NewChallenge() => new() { Node = NodeId, Challenge = FreshChallenge() };

    private ByteString NodeId => ByteString.CopyFrom(_node.Id.ToArray());

    private int StampBits
    {
        get
        {
            lock (_gate)
            {
                var rise = Math.Max(StampPrice.Rise(_bytes, _options.BytesMax), StampPrice.Rise(_entries.Count, _options.DocumentsMax));
                return Math.Min(_options.StampBits + rise, Stamps.BitsMax - DocumentPieces.StampBits(0, DocumentPieces.CountMax));
            }
        }
    }

    // The index. Under the lock.
    private void Set(DocumentKey key, DocumentEntry entry)
    {
        Unset(key);
        _entries.Add(key, entry);
        if (!_uploaders.TryGetValue(key.Address, out var uploaders))
        {
            _uploaders.Add(key.Address, uploaders = []);
        }

        uploaders.Add(key.Uploader);
        (_bytes, _uploads) = (_bytes + BytesOf(entry), _uploads + (entry.IsComplete ? 0 : 1));
    }

    private void Unset(DocumentKey key)
    {
        if (!_entries.Remove(key, out var entry))
        {
            return;
        }

        var uploaders = _uploaders[key.Address];
        uploaders.Remove(key.Uploader);
        if (uploaders.Count == 0)
        {
            _uploaders.Remove(key.Address);
        }

        (_bytes, _uploads) = (_bytes - BytesOf(entry), _uploads - (entry.IsComplete ? 0 : 1));
    }

    private static long BytesOf(DocumentEntry entry) => (long)entry.Pieces * DocumentPieces.Bytes;

    private DocumentReceipt Receipt(DocumentKey key, DocumentEntry entry)
    {
        var now = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        var body = new DocumentReceiptBody(_node.ChainId, _node.Id, key.Address, entry.Pieces, now, entry.EndHour * MailHours.Ms).Encode();
        return new DocumentReceipt
        {
            Body = UnsafeByteOperations.UnsafeWrap(body),
            Signature = _node.Receipts.Sign(DocumentReceiptBody.Message(_node.Hasher, body)),
        };
    }

    private ByteString FreshChallenge() => UnsafeByteOperations.UnsafeWrap(_proofs.Challenges.Issue());

    /// <summary>Checks that a request is by an uploader, and gives what it is about.</summary>
    private Refused CheckOwner(OwnerProof? proof, ByteString address, Func<Digest, SignBytes> message, out DocumentKey key)
    {
        key = default;
        if (!Digest.TryRead(address.Span, out var document))
        {
            return new Refused(RefusalCode.BadDocumentField, $"An address has {Digest.Bytes} bytes, this one {address.Length}.");
        }

        var refused = _proofs.Check(proof, _ => message(document), out var uploader);
        key = new DocumentKey(document, uploader);
        return refused;
    }
}
