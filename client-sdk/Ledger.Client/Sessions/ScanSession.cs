using Google.Protobuf;
using Ledger.Protocol.Sessions;
using Ledger.Protocol.V1;

namespace Ledger.Client.Sessions;

/// <summary>
/// A session as the page that opened it has it: the QR to show, the number to show beside it, and the answer. The browser's secret and the
/// QR's nonce live here alone.
/// </summary>
public sealed class ScanSession
{
    private readonly LedgerClient _client;
    private readonly OpenScanRequest _opened;
    private readonly IReadOnlyList<ScanDocument> _documents;
    private readonly byte[] _nonce;
    private readonly byte[] _browserSecret;
    private readonly RelayCipher _relay;

    internal ScanSession(
        LedgerClient client,
        IReadOnlyList<ScanDocument> documents,
        OpenScanRequest opened,
        byte[] nonce,
        byte[] browserSecret,
        long expiresAt)
    {
        (_client, _documents, _opened, _nonce, _browserSecret) = (client, documents, opened, nonce, browserSecret);
        _relay = new RelayCipher(client.Genesis.Hasher, opened.Ticket.Sid.Span, nonce);
        QrText = new ScanQr(opened.Ticket, nonce, opened.Signature).ToText();
        ExpiresAt = expiresAt;
    }

    /// <summary>What the QR says; show it to the person alone.</summary>
    public string QrText { get; }

    /// <summary>The number to show beside the QR, 0 to 99: the person types it into the phone.</summary>
    public uint Number => _opened.Number;

    /// <summary>The session's fields.</summary>
    public ScanTicket Ticket => _opened.Ticket;

    /// <summary>When it ends, by the node's clock, UTC milliseconds.</summary>
    public long ExpiresAt { get; }

    /// <summary>
    /// All of the session, secrets included, for <see cref="LedgerClient.ResumeScan"/> in another process of the same page.
    /// </summary>
    public byte[] Export() => new OpenedScan
    {
        Request = _opened,
        Nonce = ByteString.CopyFrom(_nonce),
        BrowserSecret = Secret,
        ExpiresAt = ExpiresAt,
    }.ToByteArray();

    /// <summary>The QR in half blocks, for a terminal of dark background.</summary>
    public string RenderQr() => QrRendering.ForTerminal(QrText);

    /// <summary>
    /// Follows the session to its end, gives the documents to the phone once it has scanned, and checks the answer: nothing that the node
    /// says of it is believed.
    /// </summary>
    /// <param name="onState">Called with each state as it comes.</param>
    /// <param name="cancellationToken">Ends the wait, not the session.</param>
    /// <exception cref="LedgerClientException">The node refused, is unreachable, or the answer does not verify.</exception>
    public async Task<ScanOutcome> WaitAsync(Action<ScanState>? onState = null, CancellationToken cancellationToken = default)
    {
        var request = new WatchScanRequest { Sid = Ticket.Sid, BrowserSecret = Secret };
        ScanUpdate? last = null;
        await foreach (var update in _client.Scans.WatchAsync(request, cancellationToken).ConfigureAwait(false))
        {
            last = update;
            onState?.Invoke(update.State);
            if (update.State == ScanState.Scanned)
            {
                await PushDocumentsAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        if (last is null || last.State is ScanState.Pending or ScanState.Scanned)
        {
            throw _client.Fail(VerificationFailure.Missing, "the end of the session: the node ended the stream before it.");
        }

        var confirmation = last.State == ScanState.Confirmed ? await CheckAsync(last, cancellationToken).ConfigureAwait(false) : null;
        return new ScanOutcome(last.State, last.Reason, confirmation);
    }

    private ByteString Secret => ByteString.CopyFrom(_browserSecret);

    private async Task PushDocumentsAsync(CancellationToken cancellationToken)
    {
        uint sequence = 0;
        for (var item = 0; item < _documents.Count; item++)
        {
            if (_documents[item].Content is not { } content)
            {
                continue;
            }

            foreach (var piece in RelayPieces.Split((uint)item, content))
            {
                await PushAsync(sequence++, piece, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task PushAsync(uint sequence, byte[] piece, CancellationToken cancellationToken)
    {
        var frame = new RelayFrame
        {
            Sequence = sequence,
            Sealed = UnsafeByteOperations.UnsafeWrap(_relay.Seal(RelayLane.ToPhone, sequence, piece)),
        };
        var request = new PushFrameRequest { Sid = Ticket.Sid, From = RelaySide.Pc, Secret = Secret, Frame = frame };
        try
        {
            await _client.Scans.PushAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (RefusedException e) when (e.Code is Protocol.RefusalCode.SessionDecided or Protocol.RefusalCode.SessionExpired)
        {
            // The person was faster than the documents; the watch tells the end.
        }
        catch (RefusedException e) when (e.Code is Protocol.RefusalCode.RelaySequence)
        {
            // Given before, by the process that this one goes on for.
        }
    }

    private async Task<ScanConfirmation> CheckAsync(ScanUpdate update, CancellationToken cancellationToken)
    {
        var answer = update.Answer ?? throw _client.Fail(VerificationFailure.Missing, "the answer of a confirmed session.");
        var uscc = await _client.CheckAnswerAsync(_opened, answer, cancellationToken).ConfigureAwait(false);
        var result = await PullResultAsync(answer, cancellationToken).ConfigureAwait(false);
        return new ScanConfirmation(answer, new Protocol.Digest(answer.CertificateId.Span), uscc, update.ChangedAt, result);
    }

    private async Task<ScanResult> PullResultAsync(ScanAnswer answer, CancellationToken cancellationToken)
    {
        if (answer.Result.Span.SequenceEqual(Protocol.Digest.Zero.ToArray()))
        {
            return new ScanResult();
        }

        var result = new RelayResult();
        uint expected = 0;
        var request = new PullFramesRequest { Sid = Ticket.Sid, To = RelaySide.Pc, Secret = Secret };
        await foreach (var frame in _client.Scans.PullAsync(request, cancellationToken).ConfigureAwait(false))
        {
            var content = frame.Sequence == expected ? _relay.TryOpen(RelayLane.ToPc, expected, frame.Sealed.Span) : null;
            if (content is null || !result.TryAdd(content))
            {
                throw _client.Fail(VerificationFailure.RelayTampered, $"frame {expected} from the phone was changed, moved or left out.");
            }

            expected++;
        }

        if (expected == 0)
        {
            throw _client.Fail(
                VerificationFailure.Missing,
                "the result: the phone confirmed and then gave nothing. Nothing was signed, sealed or decrypted; open a new session.");
        }

        return result.TryRead(answer, _client.Genesis.Hasher)
            ?? throw _client.Fail(VerificationFailure.RelayTampered, "what came through the relay is not what the phone signed.");
    }
}
