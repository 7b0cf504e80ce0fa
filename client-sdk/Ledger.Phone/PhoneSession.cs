using Google.Protobuf;
using Ledger.Client;
using Ledger.Client.Sessions;
using Ledger.Crypto;
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
    private readonly ScanDetails _details;
    private readonly RelayCipher _relay;
    private IReadOnlyList<PhoneItem>? _items;
    private ElectronicSeal? _seal;

    internal PhoneSession(PhoneClient phone, ScanQr qr, byte[] secret, Digest context, ScanDetails details, Member centre, long expiresAt)
    {
        (_phone, _qr, _context, _details) = (phone, qr, context, details);
        _secret = ByteString.CopyFrom(secret);
        _relay = new RelayCipher(phone.Client.Genesis.Hasher, qr.Ticket.Sid.Span, qr.Nonce);
        CentreName = centre.Name;
        CentreUscc = centre.Uscc;
        ExpiresAt = expiresAt;
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
    /// The documents, to be shown. Those that the page sends are fetched and their digests recomputed; of large ones, which stay on the PC, the digest
    /// alone can be shown.
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
                documents.Add(piece ?? throw new PhoneException(PhoneRefusal.RelayTampered, $"Frame {expected} from the PC was changed, moved or left out."));
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

    /// <summary>Does what the session asks, signs every field of it, and answers.</summary>
    /// <param name="number">As the person read it from the PC's screen, 0 to 99.</param>
    /// <param name="pin">The vault's PIN.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>When the node took it, by its clock, UTC milliseconds.</returns>
    /// <exception cref="PhoneException">The phone refuses; nothing was answered.</exception>
    /// <exception cref="LedgerClientException">The node refused or is unreachable.</exception>
    public async Task<long> ConfirmAsync(uint number, string pin, CancellationToken cancellationToken = default)
    {
        var items = await FetchItemsAsync(cancellationToken).ConfigureAwait(false);
        using var pair = _phone.Vault.OpenSigningKey(pin);
        using var signer = pair.CreateSigner();
        var acts = new PhoneActs(_phone, _details, _seal, Act);
        var result = await acts.PerformAsync(items, signer, pin, cancellationToken).ConfigureAwait(false);
        var encoded = result.ToByteArray();
        await PushAsync(encoded, cancellationToken).ConfigureAwait(false);
        var answer = Sign(number, encoded, signer);
        var response = await _phone.Client.Scans.ConfirmAsync(new ConfirmScanRequest { PhoneSecret = _secret, Answer = answer }, cancellationToken).ConfigureAwait(false);
        _phone.Vault.ForgetPending();
        return response.ConfirmedAt;
    }

    /// <summary>Declines.</summary>
    /// <exception cref="LedgerClientException">The node refused or is unreachable.</exception>
    public async Task RejectAsync(CancellationToken cancellationToken = default)
    {
        await _phone.Client.Scans.RejectAsync(new RejectScanRequest { Sid = _qr.Ticket.Sid, PhoneSecret = _secret }, cancellationToken).ConfigureAwait(false);
        _phone.Vault.ForgetPending();
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

    // A phone that answered before and lost its connection has frames there already; its new result goes behind them.
    private async Task PushAsync(byte[] result, CancellationToken cancellationToken)
    {
        const uint triesMax = 128;
        uint sequence = 0;
        foreach (var content in RelayResult.Split(result))
        {
            for (; ; sequence++)
            {
                try
                {
                    var frame = new RelayFrame { Sequence = sequence, Sealed = UnsafeByteOperations.UnsafeWrap(_relay.Seal(RelayLane.ToPc, sequence, content)) };
                    var request = new PushFrameRequest { Sid = _qr.Ticket.Sid, From = RelaySide.Phone, Secret = _secret, Frame = frame };
                    await _phone.Client.Scans.PushAsync(request, cancellationToken).ConfigureAwait(false);
                    sequence++;
                    break;
                }
                catch (RefusedException e) when (e.Code == RefusalCode.RelaySequence && sequence < triesMax)
                {
                    // Taken: the next one.
                }
            }
        }
    }
}
