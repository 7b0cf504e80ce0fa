using Google.Protobuf;
using Ledger.Client;
using Ledger.Client.Sessions;
using Ledger.Crypto.Signatures;
using Ledger.Protocol;
using Ledger.Protocol.Sessions;
using Ledger.Protocol.V1;
using Ledger.Seals;
using Signature = Ledger.Protocol.V1.Signature;

namespace Ledger.Phone;

/// <summary>A claimed session: what the person is shown, and the answer.</summary>
public sealed class PhoneSession
{
    private readonly PhoneClient _phone;
    private readonly ScanQr _qr;
    private readonly ByteString _secret;
    private readonly Digest _context;
    private readonly ByteString _sealedDetails;
    private readonly ScanDetails _details;
    private readonly RelayCipher _relay;
    private PreparedAnswer? _prepared;
    private IReadOnlyList<PhoneItem>? _items;
    private ElectronicSeal? _seal;

    internal PhoneSession(PhoneClient phone, ScanQr qr, byte[] secret, FetchScanResponse fetched, ScanDetails details, Member centre)
    {
        (_phone, _qr, _details) = (phone, qr, details);
        (_context, _sealedDetails) = (new Digest(fetched.Context.Span), fetched.SealedDetails);
        _secret = ByteString.CopyFrom(secret);
        _relay = new RelayCipher(phone.Client.Genesis.Hasher, qr.Ticket.Sid.Span, qr.Nonce);
        CentreName = centre.Name;
        CentreUscc = centre.Uscc;
        ExpiresAt = fetched.ExpiresAt;
    }

    /// <summary>What will be done.</summary>
    public ScanAct Act => _qr.Ticket.Act;

    /// <summary>The page's origin, taken by the person before.</summary>
    public string Origin => _qr.Ticket.Origin;

    /// <summary>The trading centre's name, from the chain.</summary>
    public string CentreName { get; }

    /// <summary>Its unified social credit code.</summary>
    public string CentreUscc { get; }

    /// <summary>The title; its digest is what the QR names.</summary>
    public string Title => _details.Title;

    /// <summary>The electronic seal that the page asks for, to be shown; null for none, and before <see cref="FetchItemsAsync"/>.</summary>
    public ElectronicSeal? Seal => _seal;

    /// <summary>The section of a bid file to decrypt; empty otherwise.</summary>
    public string SectionCode => _details.SectionCode;

    /// <summary>When it ends, by the node's clock, UTC milliseconds.</summary>
    public long ExpiresAt { get; }

    /// <summary>
    /// The pages whose sessions this one left unanswered: each waits to its end, and whoever scans its QR again goes on with it.
    /// </summary>
    public IReadOnlyList<string> LeftOrigins { get; private set; } = [];

    internal string QrText => _qr.ToText();

    internal void Leaves(IEnumerable<string> origins) => LeftOrigins = [.. origins];

    /// <summary>
    /// The documents, to be shown. Those that the page sends are fetched and their digests recomputed; of large ones, which stay on the PC,
    /// the digest alone can be shown.
    /// </summary>
    /// <exception cref="PhoneException">A document is not the one that is to be signed, or was changed on its way.</exception>
    /// <exception cref="LedgerClientException">The node refused or is unreachable.</exception>
    public async Task<IReadOnlyList<PhoneItem>> FetchItemsAsync(CancellationToken cancellationToken = default)
    {
        if (_items is not null)
        {
            return _items;
        }

        var documents = new DocumentReader(_details, _phone.Client.Genesis.Hasher);
        uint expected = 0;
        var request = new PullFramesRequest { Sid = _qr.Ticket.Sid, To = RelaySide.Phone, Secret = _secret };
        if (!documents.IsComplete)
        {
            await foreach (var frame in _phone.Client.Scans.PullAsync(request, cancellationToken).ConfigureAwait(false))
            {
                var piece = frame.Sequence == expected ? _relay.TryOpen(RelayLane.ToPhone, expected, frame.Sealed.Span) : null;
                documents.Add(
                    piece
                        ?? throw new PhoneException(
                            PhoneRefusal.RelayTampered, $"Frame {expected} from the PC was changed, moved or left out."));
                expected++;
                if (documents.IsComplete)
                {
                    break;
                }
            }
        }

        _items = documents.Finish();
        _seal = documents.Seal is { } der ? ReadSeal(der) : null;
        return _items;
    }

    /// <summary>
    /// Does what the session asks, and answers with a signature over every field and the result's digest. The result itself leaves the
    /// phone only once the session is CONFIRMED and the number is proved to be the page's. After a lost connection the same call goes on
    /// where it stopped.
    /// </summary>
    /// <param name="number">As the person read it from the PC's screen, 0 to 99.</param>
    /// <param name="pin">The vault's PIN.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>When the node took it, by its clock, UTC milliseconds.</returns>
    /// <exception cref="PhoneException">The phone refuses; the PC got nothing.</exception>
    /// <exception cref="LedgerClientException">The node refused or is unreachable.</exception>
    public async Task<long> ConfirmAsync(uint number, string pin, CancellationToken cancellationToken = default)
    {
        var items = await FetchItemsAsync(cancellationToken).ConfigureAwait(false);
        await _phone.FreshTimeAsync(cancellationToken).ConfigureAwait(false); // the session may have been open for long
        using var pair = _phone.Vault.OpenSigningKey(pin);
        using var signer = pair.CreateSigner();
        var isRepeat = _prepared?.Answer.Number == number;
        if (!isRepeat)
        {
            var acts = new PhoneActs(_phone, _details, _seal, Act);
            var result = (await acts.PerformAsync(items, signer, pin, cancellationToken).ConfigureAwait(false)).ToByteArray();
            _prepared = new PreparedAnswer(Sign(number, result, signer), result);
        }

        await AnswerAsync(_prepared!.Answer, isRepeat, cancellationToken).ConfigureAwait(false);
        var confirmedAt = await ProveNumberAsync(number, cancellationToken).ConfigureAwait(false);
        await PushAsync(_prepared.Result, cancellationToken).ConfigureAwait(false);
        _phone.Vault.ForgetPending(QrText);
        _prepared = null;
        return confirmedAt;
    }

    /// <summary>Declines.</summary>
    /// <exception cref="LedgerClientException">The node refused or is unreachable.</exception>
    public async Task RejectAsync(CancellationToken cancellationToken = default)
    {
        await _phone.Client.Scans.RejectAsync(new RejectScanRequest { Sid = _qr.Ticket.Sid, PhoneSecret = _secret }, cancellationToken)
            .ConfigureAwait(false);
        _phone.Vault.ForgetPending(QrText);
    }

    private static ElectronicSeal ReadSeal(byte[] der) => ElectronicSeal.TryParse(der, out var seal, out var error)
        ? seal
        : throw new PhoneException(PhoneRefusal.Seal, $"The page's electronic seal cannot be read: {error}.");

    private ScanAnswer Sign(uint number, byte[] result, Signer signer)
    {
        var genesis = _phone.Client.Genesis;
        var answer = new ScanAnswer
        {
            Ticket = _qr.Ticket,
            Context = ByteString.CopyFrom(_context.ToArray()),
            ChainId = ByteString.CopyFrom(genesis.ChainId.ToArray()),
            CertificateId = ByteString.CopyFrom(CertificateId.Compute(genesis.Hasher, _phone.Vault.SigningCertificate.Der.Span).ToArray()),
            Number = number,
            Result = ByteString.CopyFrom(ScanPayloads.ResultDigest(genesis.Hasher, result).ToArray()),
        };
        answer.Signature = new Signature
        {
            Algorithm = (uint)signer.PublicKey.Algorithm,
            Value = ByteString.CopyFrom(signer.Sign(ScanAnswers.SignedByPhone(genesis.Hasher, answer))),
        };
        return answer;
    }

    private async Task AnswerAsync(ScanAnswer answer, bool isRepeat, CancellationToken cancellationToken)
    {
        try
        {
            await _phone.Client.Scans.ConfirmAsync(new ConfirmScanRequest { PhoneSecret = _secret, Answer = answer }, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (RefusedException e) when (isRepeat && e.Code == RefusalCode.AnswerReplayed)
        {
            // Taken before, and the response was lost.
        }
    }

    // The node's CONFIRMED is not believed: the binding fits the context that the centre signed with the page's number alone.
    private async Task<long> ProveNumberAsync(uint number, CancellationToken cancellationToken)
    {
        var hasher = _phone.Client.Genesis.Hasher;
        var claim = ByteString.CopyFrom(ScanSecrets.Claim(hasher, _qr.Nonce).ToArray());
        var fetched = await _phone.Client.Scans.FetchAsync(new FetchScanRequest { Sid = _qr.Ticket.Sid, Claim = claim }, cancellationToken)
            .ConfigureAwait(false);
        return fetched.State == ScanState.Confirmed && fetched.Binding.Length == Digest.Bytes
            && ScanTickets.Context(hasher, fetched.Binding.Span, number, _sealedDetails.Span) == _context
            ? fetched.ChangedAt
            : throw new PhoneException(
                PhoneRefusal.NumberNotProved,
                "The node cannot show that the number is the one on the page's screen, so nothing was given. Let the page open a new " +
                "session, through another node.");
    }

    // What is refused by its number came before, and its answer was lost: frames are the phone's alone, each once.
    private async Task PushAsync(byte[] result, CancellationToken cancellationToken)
    {
        var pieces = RelayResult.Split(result).ToList();
        for (var i = 0; i < pieces.Count; i++)
        {
            var frame = new RelayFrame
            {
                Sequence = (uint)i,
                Sealed = UnsafeByteOperations.UnsafeWrap(_relay.Seal(RelayLane.ToPc, (uint)i, pieces[i])),
                IsLast = i == pieces.Count - 1,
            };
            var request = new PushFrameRequest { Sid = _qr.Ticket.Sid, From = RelaySide.Phone, Secret = _secret, Frame = frame };
            try
            {
                await _phone.Client.Scans.PushAsync(request, cancellationToken).ConfigureAwait(false);
            }
            catch (RefusedException e) when (e.Code == RefusalCode.RelaySequence)
            {
                // Taken: the next one.
            }
        }
    }

    /// <summary>An answer, and the result that it commits to.</summary>
    private sealed record PreparedAnswer(ScanAnswer Answer, byte[] Result);
}
