using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.Sessions;
using Ledger.Protocol.V1;
using Ledger.Schema;

namespace Ledger.Sessions;

public sealed partial class ScanSessionBook
{
    /// <summary>What a phone that has seen the QR needs to check and show it.</summary>
    public Refused Fetch(FetchScanRequest request, out FetchScanResponse? response)
    {
        ArgumentNullException.ThrowIfNull(request);
        response = null;
        lock (_gate)
        {
            var refused = FindClaimed(request.Sid, request.Claim, out var session);
            if (!refused.IsRefused)
            {
                response = new FetchScanResponse
                {
                    State = session.State,
                    Context = ByteString.CopyFrom(session.Context.ToArray()),
                    SealedDetails = session.SealedDetails,
                    CertificateId = session.CentreCertificate,
                    ExpiresAt = session.ExpiresAtMs,
                    // Before, whoever has the QR could find the number by trying a hundred.
                    Binding = session.State == ScanState.Confirmed ? ByteString.CopyFrom(session.Binding.ToArray()) : ByteString.Empty,
                    ChangedAt = session.ChangedAtMs,
                };
            }

            return Counted(refused);
        }
    }

    /// <summary>PENDING to SCANNED. The same phone may ask again; another comes too late.</summary>
    public Refused Claim(ClaimScanRequest request, out ClaimScanResponse? response)
    {
        ArgumentNullException.ThrowIfNull(request);
        response = null;
        lock (_gate)
        {
            var refused = FindClaimed(request.Sid, request.Claim, out var session);
            if (!refused.IsRefused)
            {
                refused = ClaimFor(session, request.PhoneBinding.Span);
            }

            response = refused.IsRefused ? null : new ClaimScanResponse();
            return Counted(refused);
        }
    }

    /// <summary>
    /// SCANNED to CONFIRMED, when every field of the answer is the session's and its signature a registered certificate's.
    /// </summary>
    public Refused Confirm(ConfirmScanRequest request, out ConfirmScanResponse? response)
    {
        ArgumentNullException.ThrowIfNull(request);
        response = null;
        var refused = ScanAnswers.Check(request.Answer);
        if (!refused.IsRefused)
        {
            refused = CheckAnswered(request);
        }

        if (!refused.IsRefused)
        {
            refused = CheckSubject(request.Answer);
        }

        if (!refused.IsRefused)
        {
            refused = Decide(request, out response);
        }

        return Counted(refused);
    }

    /// <summary>SCANNED to REJECTED, by the person.</summary>
    public Refused Reject(RejectScanRequest request, out RejectScanResponse? response)
    {
        ArgumentNullException.ThrowIfNull(request);
        response = null;
        lock (_gate)
        {
            var refused = Find(request.Sid.Span, out var session);
            if (!refused.IsRefused)
            {
                refused = RequirePhone(session, request.PhoneSecret.Span);
            }

            if (!refused.IsRefused)
            {
                refused = RequireOpen(session);
            }

            if (!refused.IsRefused)
            {
                session.Reject(RejectReason.ByPerson, Now);
                Report(session);
                response = new RejectScanResponse();
            }

            return Counted(refused);
        }
    }

    private Refused FindClaimed(ByteString sid, ByteString claim, out ScanSession session)
    {
        var refused = Find(sid.Span, out session);
        if (refused.IsRefused)
        {
            return refused;
        }

        return Digest.TryRead(claim.Span, out var given) &&
            Matches(new Digest(session.Ticket.NonceDigest.Span), ScanSecrets.NonceDigest(_chain.Hasher, given))
            ? Refused.No
            : new Refused(RefusalCode.BadClaim, "The claim is not this session's.");
    }

    private Refused ClaimFor(ScanSession session, ReadOnlySpan<byte> phoneBinding)
    {
        if (!Digest.TryRead(phoneBinding, out var phone))
        {
            return new Refused(RefusalCode.BadSessionField, $"phone_binding has {phoneBinding.Length} bytes, not {Digest.Bytes}.");
        }

        if (session.State == ScanState.Pending)
        {
            session.Claim(phone, Now);
            return Refused.No;
        }

        if (session.Phone is { } first && !Matches(first, phone))
        {
            return new Refused(RefusalCode.SessionClaimed, "Another phone scanned the session first.");
        }

        return session.State == ScanState.Scanned ? Refused.No : Ended(session);
    }

    /// <summary>The answer's fields against the session's, each with its own refusal. Under the lock for as long as it takes.</summary>
    private Refused CheckAnswered(ConfirmScanRequest request)
    {
        lock (_gate)
        {
            return FindAnswered(request, out _);
        }
    }

    private Refused FindAnswered(ConfirmScanRequest request, out ScanSession session)
    {
        var refused = Find(request.Answer.Ticket.Sid.Span, out session);
        if (!refused.IsRefused)
        {
            refused = RequirePhone(session, request.PhoneSecret.Span);
        }

        if (!refused.IsRefused && session.Answer is { } first)
        {
            refused = first.Equals(request.Answer)
                ? new Refused(RefusalCode.AnswerReplayed, "This answer was taken already.")
                : new Refused(RefusalCode.SessionDecided, "The session was confirmed already.");
        }

        if (!refused.IsRefused)
        {
            refused = RequireOpen(session);
        }

        return refused.IsRefused ? refused : Compare(session, request.Answer);
    }

    private Refused Compare(ScanSession session, ScanAnswer answer)
    {
        var (own, given) = (session.Ticket, answer.Ticket);
        if (!answer.ChainId.Span.SequenceEqual(_chain.ChainId.ToArray()))
        {
            return new Refused(RefusalCode.WrongChain, "The answer was signed for another chain.");
        }

        if (!given.NonceDigest.Equals(own.NonceDigest) || given.Iat != own.Iat || given.Exp != own.Exp)
        {
            return new Refused(RefusalCode.StaleAnswer, "The answer's nonce, iat or exp is not the session's.");
        }

        if (!string.Equals(given.Origin, own.Origin, StringComparison.Ordinal))
        {
            return new Refused(RefusalCode.WrongOrigin, "The answer's origin is not the session's.");
        }

        return given.Act == own.Act && given.Digest.Equals(own.Digest) && answer.Context.Span.SequenceEqual(session.Context.ToArray())
            ? Refused.No
            : new Refused(RefusalCode.SwappedPayload, "The answer's act, digest or context is not the session's.");
    }

    private Refused CheckSubject(ScanAnswer answer)
    {
        string centre;
        lock (_gate)
        {
            if (Find(answer.Ticket.Sid.Span, out var session) is { IsRefused: true } gone)
            {
                return gone;
            }

            centre = session.CentreUscc;
        }

        var time = _chain.BlockTime;
        var refused = SignerRules.Resolve(_chain.State, new Digest(answer.CertificateId.Span), time, out var subject);
        if (!refused.IsRefused)
        {
            refused = _acceptance.Check(_chain.State, subject!, centre, answer.Ticket.Act, time);
        }

        if (refused.IsRefused)
        {
            return refused;
        }

        return ScanAnswers.IsSignedBy(answer, subject!.Key, _chain.Hasher, _verifier)
            ? Refused.No
            : new Refused(RefusalCode.BadScanSignature, "The answer's signature does not verify under the certificate's key.");
    }

    // While the signature was checked the session may have ended, so it is looked at again.
    private Refused Decide(ConfirmScanRequest request, out ConfirmScanResponse? response)
    {
        response = null;
        lock (_gate)
        {
            if (FindAnswered(request, out var session) is { IsRefused: true } refused)
            {
                return refused;
            }

            var now = Now;
            if (request.Answer.Number != session.Number)
            {
                // One try: a thief of the QR who may guess twice is right in one session of fifty.
                session.Reject(RejectReason.WrongNumber, now);
                Report(session);
                _logger.WrongNumber(session.Ticket.Act);
                return new Refused(RefusalCode.WrongNumber, "The number is not the one on the screen; the session is rejected.");
            }

            session.Confirm(request.Answer, now, _options.ResultMs);
            Report(session);
            response = new ConfirmScanResponse { ConfirmedAt = now };
            return Refused.No;
        }
    }

    private Refused RequirePhone(ScanSession session, ReadOnlySpan<byte> secret)
    {
        if (session.Phone is not { } phone)
        {
            return session.IsEnded ? Ended(session) : new Refused(RefusalCode.SessionNotScanned, "No phone has scanned the session yet.");
        }

        return secret.Length == ScanLimits.SecretBytes && Matches(phone, ScanSecrets.PhoneBinding(_chain.Hasher, secret))
            ? Refused.No
            : new Refused(RefusalCode.NotThePhone, "The secret is not that of the phone that scanned the session.");
    }

    private static Refused RequireOpen(ScanSession session) => session.IsEnded ? Ended(session) : Refused.No;

    private static Refused Ended(ScanSession session) => session.State == ScanState.Expired
        ? new Refused(RefusalCode.SessionExpired, "The session's time is over.")
        : new Refused(RefusalCode.SessionDecided, $"The session is {session.State} already.");
}
