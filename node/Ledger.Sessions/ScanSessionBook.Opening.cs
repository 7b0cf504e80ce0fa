using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.Sessions;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Signer = Ledger.Schema.Signer;

namespace Ledger.Sessions;

public sealed partial class ScanSessionBook
{
    /// <summary>Opens a session for a trading centre, which signed the request with its registered certificate.</summary>
    public Refused Open(OpenScanRequest request, out OpenScanResponse? response)
    {
        ArgumentNullException.ThrowIfNull(request);
        response = null;
        var refused = CheckForm(request);
        if (!refused.IsRefused)
        {
            refused = CheckCentre(request, out var centre, out var context);
            if (!refused.IsRefused)
            {
                refused = Admit(request, centre!.Uscc, context, out response);
            }
        }

        return Counted(refused);
    }

    private static Refused CheckForm(OpenScanRequest request)
    {
        if (ScanTickets.Check(request.Ticket) is { IsRefused: true } refused)
        {
            return refused;
        }

        var wrong = request switch
        {
            { Binding.Length: not Digest.Bytes } => "binding",
            { Number: >= ScanLimits.Numbers } => "number",
            { SealedDetails.Length: 0 or > ScanLimits.SealedDetailsBytesMax } => "sealed_details",
            { CertificateId.Length: not Digest.Bytes } => "certificate_id",
            { Signature: null } => "signature",
            _ => null,
        };
        return wrong is null
            ? Refused.No
            : new Refused(RefusalCode.BadSessionField, $"The session's {wrong} is missing or out of its form.");
    }

    private Refused CheckCentre(OpenScanRequest request, out Signer? centre, out Digest context)
    {
        context = ScanTickets.Context(_chain.Hasher, request.Binding.Span, request.Number, request.SealedDetails.Span);
        if (CheckClock(request.Ticket.Iat) is { IsRefused: true } skewed)
        {
            centre = null;
            return skewed;
        }

        var refused = SignerRules.Resolve(_chain.State, new Digest(request.CertificateId.Span), _chain.BlockTime, out centre);
        if (refused.IsRefused)
        {
            return refused;
        }

        if (!centre!.Has(Role.TradingCentre))
        {
            return new Refused(RefusalCode.NotPermitted, "Sessions are opened by an active member with role TradingCentre.");
        }

        var message = ScanTickets.SignedByCentre(_chain.Hasher, _chain.ChainId, request.Ticket, context);
        Span<bool> valid = [false];
        if (request.Signature.Algorithm == (uint)centre.Key.Algorithm)
        {
            _verifier.Verify([new SignatureCheck(centre.Key, message, request.Signature.Value.Memory)], valid);
        }

        return valid[0]
            ? Refused.No
            : new Refused(RefusalCode.BadScanSignature, "The centre's signature over the session does not verify.");
    }

    private Refused CheckClock(long iat)
    {
        var now = Now;
        if (Math.Abs(now - iat) > _options.ClockSkewMs)
        {
            return new Refused(
                RefusalCode.SessionClockSkew, $"iat is {iat - now} ms from the node's clock; {_options.ClockSkewMs} are allowed.");
        }

        // What was opened before a restart is forgotten, and with it which nonces were used: such requests are dead.
        return iat < _startedAtMs
            ? new Refused(RefusalCode.SessionClockSkew, "iat is before the node's start.")
            : Refused.No;
    }

    private Refused Admit(OpenScanRequest request, string centreUscc, Digest context, out OpenScanResponse? response)
    {
        response = null;
        var now = Now;
        var nonce = new Digest(request.Ticket.NonceDigest.Span);
        TryKey(request.Ticket.Sid.Span, out var key);
        lock (_gate)
        {
            Sweep(now);
            if (_sessions.ContainsKey(key) || _nonces.Contains(nonce))
            {
                return new Refused(RefusalCode.SessionReplayed, "A session with this id or nonce was opened already.");
            }

            if (_sessions.Count >= _options.SessionsMax || _bytes + request.SealedDetails.Length > _options.BytesMax)
            {
                _logger.SessionsFull(RefusalCode.TooManySessions, _sessions.Count, _bytes);
                return new Refused(RefusalCode.TooManySessions, $"{_sessions.Count} sessions are held already.");
            }

            var centre = UseOf(centreUscc, now);
            if (!centre.HasRoomForOne(request.SealedDetails.Length))
            {
                return new Refused(
                    RefusalCode.TooManySessionsOfCentre,
                    $"{centre.Sessions} sessions of {centre.Bytes} bytes of this centre are held, as much as one centre may.");
            }

            if (!centre.Rate.TryTake(now))
            {
                return new Refused(
                    RefusalCode.TooManySessionsOfCentre, $"A centre may open {_options.CentreOpensPerSecond} sessions a second.");
            }

            var expiresAt = Math.Min(request.Ticket.Exp, now + ScanLimits.LifetimeMs(request.Ticket.Act));
            if (expiresAt <= now)
            {
                return new Refused(RefusalCode.SessionExpired, "The session's exp has passed already.");
            }

            _sessions.Add(key, new ScanSession(request, context, centreUscc, now, expiresAt));
            _nonces.Add(nonce);
            _byAge.Enqueue(key);
            _bytes += request.SealedDetails.Length;
            centre.Add(1, request.SealedDetails.Length);
            response = new OpenScanResponse { ExpiresAt = expiresAt };
        }

        ScanSessionsMetrics.Opened(request.Ticket.Act);
        return Refused.No;
    }

    // As many entries as there are trading centres: only members' certificates come this far.
    private CentreUse UseOf(string centreUscc, long now)
    {
        if (!_centres.TryGetValue(centreUscc, out var use))
        {
            _centres.Add(centreUscc, use = new CentreUse(_options, now));
        }

        return use;
    }
}
