using System.Security.Cryptography;
using Google.Protobuf;
using Ledger.Client;
using Ledger.Client.Sessions;
using Ledger.Crypto;
using Ledger.Crypto.Signatures;
using Ledger.Protocol;
using Ledger.Protocol.Sessions;
using Ledger.Protocol.V1;

namespace Ledger.Phone;

/// <summary>
/// The phone: scans a QR and checks all that can be checked before it claims the session. The clock is the chain's, proved; the phone's own
/// only tells whether the newest block that the node shows is new (<see cref="LedgerClientOptions.MaxHeadAge"/>), without which an old
/// state would pass for today's.
/// </summary>
public sealed class PhoneClient
{
    private readonly SignatureVerifier _verifier = new();

    /// <summary>A phone on a vault, through a node.</summary>
    /// <param name="client">Reads only; needs no signer.</param>
    /// <param name="vault">The phone's folder.</param>
    /// <param name="gate">When bid files may be decrypted; null asks the chain.</param>
    public PhoneClient(LedgerClient client, PhoneVault vault, IOpeningGate? gate = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(vault);
        (Client, Vault, Gate) = (client, vault, gate ?? new ChainOpeningGate(client));
    }

    internal LedgerClient Client { get; }

    internal PhoneVault Vault { get; }

    internal IOpeningGate Gate { get; }

    private IHasher Hasher => Client.Genesis.Hasher;

    /// <summary>Checks a scanned QR, claims its session, and keeps it in the vault until it is answered.</summary>
    /// <exception cref="PhoneException">The phone refuses; see <see cref="PhoneRefusal"/>.</exception>
    /// <exception cref="LedgerClientException">The node refused (another phone was first, …), is unreachable, or lies.</exception>
    public async Task<PhoneSession> ScanAsync(string qrText, CancellationToken cancellationToken = default)
    {
        var pending = Vault.Pending;
        var text = ScanQr.TryRead(qrText, Hasher, out var qr) ? qr.ToText() : qrText;

        // The same QR again is this phone's own session, not another phone's.
        var secret = pending.FirstOrDefault(one => one.Qr == text)?.PhoneSecret ?? RandomNumberGenerator.GetBytes(ScanLimits.SecretBytes);
        var session = await OpenAsync(text, secret, cancellationToken).ConfigureAwait(false);
        Vault.KeepPending(text, secret);
        var now = await FreshTimeAsync(cancellationToken).ConfigureAwait(false);
        session.Leaves(pending.Where(one => one.Qr != text).Select(one => OpenOrigin(one.Qr, now)).OfType<string>());
        return session;
    }

    /// <summary>The session that was scanned and not yet answered; everything is checked once more.</summary>
    /// <inheritdoc cref="ScanAsync"/>
    public Task<PhoneSession> ResumeAsync(CancellationToken cancellationToken = default)
    {
        var pending = Vault.TryReadPending()
            ?? throw new PhoneException(PhoneRefusal.NoSession, "No session is waiting for an answer. Scan a QR first.");
        return OpenAsync(pending.Qr, pending.PhoneSecret, cancellationToken);
    }

    private string? OpenOrigin(string qrText, long now) =>
        ScanQr.TryRead(qrText, Hasher, out var qr) && now < qr.Ticket.Exp ? qr.Ticket.Origin : null;

    private async Task<PhoneSession> OpenAsync(string qrText, byte[] secret, CancellationToken cancellationToken)
    {
        if (!ScanQr.TryRead(qrText, Hasher, out var qr))
        {
            throw new PhoneException(PhoneRefusal.NotAQr, "This is no QR of a scan session.");
        }

        var origin = Vault.Origins.FirstOrDefault(one => one.Origin == qr.Ticket.Origin)
            ?? throw new PhoneException(
                PhoneRefusal.OriginNotAllowed,
                $"{qr.Ticket.Origin} is not among the pages that you trust. Take it, with `ledger phone trust`, only if you know that it " +
                $"is a trading centre's.");
        await CheckTimeAsync(qr.Ticket, cancellationToken).ConfigureAwait(false);
        var claim = ByteString.CopyFrom(ScanSecrets.Claim(Hasher, qr.Nonce).ToArray());
        var fetched = await Client.Scans.FetchAsync(new FetchScanRequest { Sid = qr.Ticket.Sid, Claim = claim }, cancellationToken)
            .ConfigureAwait(false);
        var centre = await CheckCentreAsync(qr, fetched, origin, cancellationToken).ConfigureAwait(false);
        var details = OpenDetails(qr, fetched);
        var phone = ByteString.CopyFrom(ScanSecrets.PhoneBinding(Hasher, secret).ToArray());
        await Client.Scans.ClaimAsync(new ClaimScanRequest { Sid = qr.Ticket.Sid, Claim = claim, PhoneBinding = phone }, cancellationToken)
            .ConfigureAwait(false);
        return new PhoneSession(this, qr, secret, fetched, details, centre);
    }

    /// <summary>
    /// The chain's time, UTC milliseconds, from a head that is fresh; whatever the client's policy is, a phone signs on no other.
    /// </summary>
    internal async Task<long> FreshTimeAsync(CancellationToken cancellationToken)
    {
        var status = await Client.GetStatusAsync(cancellationToken).ConfigureAwait(false);
        return status.Freshness.IsFresh ? status.BlockTime : throw new PhoneException(PhoneRefusal.StaleChain, status.Freshness.Words);
    }

    private async Task CheckTimeAsync(ScanTicket ticket, CancellationToken cancellationToken)
    {
        const long aheadMsMax = 60_000; // block time lags behind clocks, and centres take it a little later
        var now = await FreshTimeAsync(cancellationToken).ConfigureAwait(false);
        if (now >= ticket.Exp || ticket.Iat > now + aheadMsMax)
        {
            throw new PhoneException(PhoneRefusal.Expired, "The session's time is over, or has not begun. Let the page show a new QR.");
        }
    }

    private async Task<Member> CheckCentreAsync(
        ScanQr qr, FetchScanResponse fetched, TrustedOrigin origin, CancellationToken cancellationToken)
    {
        if (fetched.CertificateId.Length != Digest.Bytes || fetched.Context.Length != Digest.Bytes)
        {
            throw new PhoneException(PhoneRefusal.CentreCertificate, "The node names no certificate of the centre.");
        }

        var (refused, signer) = await Client.ResolveSignerAsync(new Digest(fetched.CertificateId.Span), cancellationToken)
            .ConfigureAwait(false);
        if (signer is null)
        {
            throw new PhoneException(PhoneRefusal.CentreCertificate, refused.Detail);
        }

        if (signer.Uscc != origin.CentreUscc)
        {
            throw new PhoneException(
                PhoneRefusal.OtherCentre,
                $"{origin.Origin} is {origin.CentreUscc}'s page, but {signer.Uscc} signed the QR. Do not confirm.");
        }

        if (signer.Member is not { } centre || !signer.Has(Role.TradingCentre))
        {
            throw new PhoneException(PhoneRefusal.CentreCertificate, $"{signer.Uscc} is no active trading centre of this chain.");
        }

        var message = ScanTickets.SignedByCentre(Hasher, Client.Genesis.ChainId, qr.Ticket, new Digest(fetched.Context.Span));
        Span<bool> valid = [false];
        if (qr.Signature.Algorithm == (uint)signer.Key.Algorithm)
        {
            _verifier.Verify([new SignatureCheck(signer.Key, message, qr.Signature.Value.Memory)], valid);
        }

        return valid[0]
            ? centre
            : throw new PhoneException(
                PhoneRefusal.CentreSignature,
                "The QR's signature is not the centre's: it was changed, or made by somebody else. Do not confirm.");
    }

    private ScanDetails OpenDetails(ScanQr qr, FetchScanResponse fetched)
    {
        var relay = new RelayCipher(Hasher, qr.Ticket.Sid.Span, qr.Nonce);
        var encoded = relay.TryOpen(RelayLane.Details, 0, fetched.SealedDetails.Span)
            ?? throw new PhoneException(
                PhoneRefusal.RelayTampered,
                "The session's details were changed on their way. Let the page open a new session, through another node.");
        if (!ScanPayloads.DigestOf(Hasher, encoded).ToArray().AsSpan().SequenceEqual(qr.Ticket.Digest.Span))
        {
            throw new PhoneException(PhoneRefusal.SwappedPayload, "The details are not those that the QR names. Do not confirm.");
        }

        return ScanPayloads.TryRead(encoded, qr.Ticket.Act, out var details) is { IsRefused: true } refused
            ? throw new PhoneException(PhoneRefusal.SwappedPayload, refused.Detail)
            : details;
    }
}
