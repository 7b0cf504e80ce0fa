using System.Security.Cryptography;
using Google.Protobuf;
using Ledger.Client.Sessions;
using Ledger.Protocol;
using Ledger.Protocol.Sessions;
using Ledger.Protocol.V1;

namespace Ledger.Client;

public sealed partial class LedgerClient
{
    private static readonly TimeSpan ClockRetry = TimeSpan.FromMilliseconds(500);

    /// <summary>The node's session API as it is.</summary>
    public ScanCalls Scans { get; }

    /// <summary>
    /// Opens a scan session as a trading centre: signs it with the client's signer, whose certificate must be a trading centre's. The
    /// session begins at the chain's time, which this client has verified, so no clock of this machine is trusted.
    /// </summary>
    /// <exception cref="ArgumentException">A field of the request is out of its form; the message says which.</exception>
    /// <exception cref="InvalidOperationException">The client was opened without a signer.</exception>
    /// <exception cref="LedgerClientException">The node refused, is unreachable, or its head does not verify.</exception>
    public async Task<ScanSession> OpenScanAsync(ScanRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var signer = _options.Signer
            ?? throw new InvalidOperationException("A scan session is signed by the centre that opens it: open the client with a Signer.");
        for (var attempt = 1; ; attempt++)
        {
            var iat = await ChainTimeAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return await OpenAtAsync(request, signer, iat, cancellationToken).ConfigureAwait(false);
            }
            catch (RefusedException e) when (e.Code == RefusalCode.SessionClockSkew && attempt < _options.Retry.AttemptsMax)
            {
                // A node that has just started wants a session younger than itself; the next block brings the time.
                await Task.Delay(ClockRetry * attempt, _options.Time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Goes on with a session that <see cref="ScanSession.Export"/> gave.</summary>
    /// <param name="exported">What was exported.</param>
    /// <param name="documents">
    /// The documents that the session was opened with, in their order, the electronic seal last; those with content go to the phone.
    /// </param>
    /// <exception cref="ArgumentException">It is no exported session.</exception>
    /// <exception cref="InvalidDataException">
    /// A document is not the one that the session was opened with; the message says which.
    /// </exception>
    public ScanSession ResumeScan(ReadOnlySpan<byte> exported, IReadOnlyList<ScanDocument> documents)
    {
        ArgumentNullException.ThrowIfNull(documents);
        OpenedScan opened;
        try
        {
            opened = OpenedScan.Parser.ParseFrom(exported);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new ArgumentException("This is no exported scan session.", nameof(exported), e);
        }

        if (opened.Request is not { Signature: not null } request || ScanTickets.Check(request.Ticket).IsRefused ||
            opened.Nonce.Length != ScanLimits.NonceBytes || DetailsOf(request, opened.Nonce.Span) is not { } details)
        {
            throw new ArgumentException("This is no exported scan session.", nameof(exported));
        }

        RequireSame([.. details.Items, .. details.Seal is { } seal ? [seal] : Array.Empty<ScanItem>()], documents);
        return new ScanSession(this, documents, request, opened.Nonce.ToByteArray(), opened.BrowserSecret.ToByteArray(), opened.ExpiresAt);
    }

    private ScanDetails? DetailsOf(OpenScanRequest request, ReadOnlySpan<byte> nonce)
    {
        var relay = new RelayCipher(Genesis.Hasher, request.Ticket.Sid.Span, nonce);
        return relay.TryOpen(RelayLane.Details, 0, request.SealedDetails.Span) is { } encoded &&
            !ScanPayloads.TryRead(encoded, request.Ticket.Act, out var details).IsRefused
            ? details
            : null;
    }

    // Otherwise the phone would be given another document than it was asked for, refuse it, and the session would be lost.
    private static void RequireSame(IReadOnlyList<ScanItem> items, IReadOnlyList<ScanDocument> documents)
    {
        if (items.Count != documents.Count)
        {
            throw new InvalidDataException(
                $"The session was opened with {items.Count} document(s) – {string.Join(", ", items.Select(item => item.Title))} – and " +
                $"{documents.Count} were given. Give the same, in the same order.");
        }

        for (var i = 0; i < items.Count; i++)
        {
            if (!items[i].Digest.Span.SequenceEqual(documents[i].Digest.ToArray()))
            {
                throw new InvalidDataException(
                    $"{documents[i].Title} is not what the session was opened with: number {i + 1} is {items[i].Title}, digest " +
                    $"{Convert.ToHexStringLower(items[i].Digest.Span)}. Give the same files, in the same order.");
            }
        }
    }

    internal VerificationException Fail(VerificationFailure failure, string what) => _chain.Fail(failure, what);

    /// <summary>
    /// Checks an answer against the session that was opened, and its certificate by a proved read; gives its subject's code.
    /// </summary>
    internal async Task<string> CheckAnswerAsync(OpenScanRequest opened, ScanAnswer answer, CancellationToken cancellationToken)
    {
        var context = ScanTickets.Context(Genesis.Hasher, opened.Binding.Span, opened.Number, opened.SealedDetails.Span);
        var isOwn = !ScanAnswers.Check(answer).IsRefused
            && answer.Ticket.Equals(opened.Ticket)
            && answer.Number == opened.Number
            && answer.Context.Span.SequenceEqual(context.ToArray())
            && answer.ChainId.Span.SequenceEqual(Genesis.ChainId.ToArray());
        if (!isOwn)
        {
            throw Fail(VerificationFailure.ScanAnswer, "the answer's fields are not those of the session that was opened.");
        }

        var (refused, subject) = await ResolveSignerAsync(new Digest(answer.CertificateId.Span), cancellationToken).ConfigureAwait(false);
        if (subject is null)
        {
            throw Fail(VerificationFailure.ScanCertificate, refused.Detail);
        }

        return ScanAnswers.IsSignedBy(answer, subject.Key, Genesis.Hasher, _scanVerifier)
            ? subject.Uscc
            : throw Fail(VerificationFailure.ScanSignature, "the answer's signature does not verify under the certificate's key.");
    }

    /// <summary>The newest final block's time, UTC milliseconds.</summary>
    internal async Task<long> ChainTimeAsync(CancellationToken cancellationToken)
    {
        var status = await GetStatusAsync(cancellationToken).ConfigureAwait(false);
        return status.BlockTime;
    }

    private async Task<ScanSession> OpenAtAsync(ScanRequest request, ClientSigner signer, long iat, CancellationToken cancellationToken)
    {
        var hasher = Genesis.Hasher;
        var details = DetailsOf(request).ToByteArray();
        var nonce = RandomNumberGenerator.GetBytes(ScanLimits.NonceBytes);
        var sid = RandomNumberGenerator.GetBytes(ScanLimits.SidBytes);
        var browserSecret = RandomNumberGenerator.GetBytes(ScanLimits.SecretBytes);
        var ticket = new ScanTicket
        {
            V = ScanLimits.Version,
            Act = request.Act,
            Sid = ByteString.CopyFrom(sid),
            Origin = request.Origin,
            NonceDigest = ByteString.CopyFrom(ScanSecrets.NonceDigest(hasher, ScanSecrets.Claim(hasher, nonce)).ToArray()),
            Iat = iat,
            Exp = iat + (long)(request.Lifetime?.TotalMilliseconds ?? ScanLimits.LifetimeMs(request.Act)),
            Digest = ByteString.CopyFrom(ScanPayloads.DigestOf(hasher, details).ToArray()),
        };
        if (ScanTickets.Check(ticket) is { IsRefused: true } refused)
        {
            throw new ArgumentException(refused.Detail, nameof(request));
        }

        var opened = new OpenScanRequest
        {
            Ticket = ticket,
            Binding = ByteString.CopyFrom(ScanSecrets.BrowserBinding(hasher, browserSecret).ToArray()),
            Number = (uint)RandomNumberGenerator.GetInt32((int)ScanLimits.Numbers),
            SealedDetails = ByteString.CopyFrom(new RelayCipher(hasher, sid, nonce).Seal(RelayLane.Details, 0, details)),
            CertificateId = ByteString.CopyFrom(signer.CertificateId.ToArray()),
        };
        var context = ScanTickets.Context(hasher, opened.Binding.Span, opened.Number, opened.SealedDetails.Span);
        var message = ScanTickets.SignedByCentre(hasher, Genesis.ChainId, ticket, context);
        opened.Signature = signer.Key.SignatureOver(message);
        var response = await Scans.OpenAsync(opened, cancellationToken).ConfigureAwait(false);
        return new ScanSession(
            this,
            request.Seal is { } seal ? [.. request.Documents, seal] : request.Documents,
            opened,
            nonce,
            browserSecret,
            response.ExpiresAt);
    }

    private static ScanDetails DetailsOf(ScanRequest request)
    {
        var details = new ScanDetails
        {
            Title = request.Title,
            BidFileHeader = ByteString.CopyFrom(request.BidFileHeader.Span),
            SectionCode = request.SectionCode,
        };
        details.Items.AddRange(request.Documents.Select(ItemOf));
        details.Seal = request.Seal is { } seal ? ItemOf(seal) : null;
        return ScanPayloads.Check(details, request.Act) is { IsRefused: true } refused
            ? throw new ArgumentException(refused.Detail, nameof(request))
            : details;
    }

    private static ScanItem ItemOf(ScanDocument document) => new()
    {
        Title = document.Title,
        Digest = ByteString.CopyFrom(document.Digest.ToArray()),
        Bytes = document.Bytes,
        IsFetched = document.Content is not null,
    };
}
