using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Protocol.V1;

namespace Ledger.Protocol.Sessions;

/// <summary>
/// A confirmed scan session's record on the chain, as it follows from what its centre keeps: three digests under one salt, so that neither
/// the subject nor what was shown is found by trying, and the same session always gives the same record (docs/spec/scan-session.md,
/// "Record").
/// </summary>
public static class SessionRecords
{
    /// <summary>Bytes of an opening's salt.</summary>
    public const int SaltBytes = 32;

    /// <summary>The record of a confirmed session.</summary>
    /// <exception cref="ArgumentException">A field of the opening is out of its form.</exception>
    public static FinishedSession Of(IHasher hasher, SessionOpening opening)
    {
        ArgumentNullException.ThrowIfNull(opening);
        if (Check(opening) is { IsRefused: true } refused)
        {
            throw new ArgumentException(refused.Detail, nameof(opening));
        }

        var salt = opening.Salt.Span;
        var answer = opening.Answer;
        var ticket = answer.Ticket;
        return new FinishedSession
        {
            Act = ticket.Act,
            Commitment = Bytes(
                SessionCommitment.Compute(hasher, salt, ticket.Sid.Span, opening.SubjectUscc, new Digest(answer.CertificateId.Span))),
            PayloadDigest = Bytes(TaggedHash.Compute(hasher, DomainTag.SessionPayload, [.. salt, .. ticket.Digest.Span])),
            ConfirmationDigest = Bytes(Confirmation(hasher, salt, answer)),
            OpenedAt = ticket.Iat,
            FinishedAt = opening.FinishedAt,
            Result = SessionResult.Confirmed,
        };
    }

    /// <summary>
    /// Whether an opening, which may come from anywhere, is that of a record. That its answer is signed by the certificate is <see
    /// cref="ScanAnswers.IsSignedBy"/>'s to say.
    /// </summary>
    public static bool IsOpenedBy(FinishedSession session, IHasher hasher, SessionOpening opening)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(opening);
        return !Check(opening).IsRefused && Of(hasher, opening).Equals(session);
    }

    /// <summary>Refuses an opening with a field out of its form; its times lie within those that centre and phone signed.</summary>
    public static Refused Check(SessionOpening opening)
    {
        ArgumentNullException.ThrowIfNull(opening);
        if (ScanAnswers.Check(opening.Answer) is { IsRefused: true } refused)
        {
            return refused;
        }

        var wrong = opening switch
        {
            { Salt.Length: not SaltBytes } => "salt",
            { Answer.Signature.Algorithm: > byte.MaxValue } => "answer.signature.algorithm",
            _ when !UnifiedSocialCreditCode.HasShape(opening.SubjectUscc) => "subject_uscc",
            _ when opening.FinishedAt < opening.Answer.Ticket.Iat || opening.FinishedAt > opening.Answer.Ticket.Exp => "finished_at",
            _ => null,
        };
        return wrong is null
            ? Refused.No
            : new Refused(RefusalCode.BadSessionField, $"The opening's {wrong} is missing or out of its form.");
    }

    // What the phone signed, and the signature: an answer proves itself, so its digest pins who agreed to what.
    private static Digest Confirmation(IHasher hasher, ReadOnlySpan<byte> salt, ScanAnswer answer) => TaggedHash.Compute(
        hasher,
        DomainTag.SessionConfirmation,
        [.. salt, .. ScanAnswers.SignedByPhone(hasher, answer).Span, (byte)answer.Signature.Algorithm, .. answer.Signature.Value.Span]);

    private static ByteString Bytes(Digest digest) => ByteString.CopyFrom(digest.ToArray());
}
