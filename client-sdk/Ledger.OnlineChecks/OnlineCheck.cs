using System.Security.Cryptography;
using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Credential;

namespace Ledger.OnlineChecks;

/// <summary>
/// Asks the authority that issued a record whether its own books still say so, and judges what comes back: no answer counts that is not of
/// this question, this subject, this authority, this time, and signed by the authority's registered key.
/// </summary>
/// <param name="genesis">The chain.</param>
/// <param name="verifier">Checks signatures.</param>
/// <param name="keys">What the chain knows of certificates.</param>
/// <param name="time">The centre's clock.</param>
public sealed class OnlineCheck(GenesisFile genesis, ISignatureVerifier verifier, IAuthorityKeys keys, TimeProvider time)
{
    private const int NonceBytes = 32;

    /// <summary>Asks about one record.</summary>
    /// <param name="authority">The connection to its issuer.</param>
    /// <param name="record">The record as the chain has it.</param>
    /// <param name="asOf">The time that is asked about, UTC milliseconds.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<OnlineFinding> AskAsync(
        IOnlineAuthority authority, RecordCredential record, long asOf, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(authority);
        ArgumentNullException.ThrowIfNull(record);
        var question = new OnlineQuestion
        {
            ChainId = ByteString.CopyFrom(genesis.ChainId.ToArray()),
            Nonce = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(NonceBytes)),
            SubjectUscc = record.SubjectUscc,
            IssuerUscc = record.IssuerUscc,
            RecordId = record.RecordId,
            Kind = CredentialRules.KindOf(record),
            DocumentNo = record.DocumentNo,
            CertificateNo = record.Certificate?.CertificateNo ?? "",
            AsOf = asOf,
            AskedAt = Now(),
        }.ToByteString();
        var reply = await authority.AskAsync(question.Memory, cancellationToken).ConfigureAwait(false);
        if (reply.Fault != OnlineFault.None)
        {
            return OnlineFinding.Of(reply.Fault, reply.Detail);
        }

        if (StrictMessage.Read(SignedOnlineAnswer.Parser, ByteString.CopyFrom(reply.Answer.Span)) is not { } signed)
        {
            return OnlineFinding.Of(OnlineFault.Malformed, "it is not the one encoding of SignedOnlineAnswer");
        }

        var evidence = new OnlineEvidence { Question = question, Answer = signed, ReceivedAt = Now() };
        return await VerifyAsync(evidence, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Judges evidence, whoever kept it. That the chain has its digest is not looked at.</summary>
    public async Task<OnlineFinding> VerifyAsync(OnlineEvidence evidence, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        if (OnlineAnswers.ReadQuestion(genesis.ChainId, evidence.Question.Memory) is not { } question
            || question.Nonce.Length != NonceBytes)
        {
            return OnlineFinding.Of(OnlineFault.OtherQuestion, "the question is not the one encoding of one of this chain");
        }

        var signed = evidence.Answer ?? new SignedOnlineAnswer();
        if (StrictMessage.Read(OnlineAnswer.Parser, signed.Answer) is not { } answer || !IsWhole(answer))
        {
            return OnlineFinding.Of(OnlineFault.Malformed, "it is not the one encoding of OnlineAnswer, or contradicts itself");
        }

        if (Compare(question, answer, evidence) is { Fault: not OnlineFault.None } other)
        {
            return other;
        }

        var fault = await CheckSignatureAsync(signed, answer, cancellationToken).ConfigureAwait(false);
        return fault ?? new OnlineFinding(OnlineFault.None, "", question, answer, evidence);
    }

    // What is found has a standing and a beginning; what is not has neither.
    private static bool IsWhole(OnlineAnswer answer) => answer.Found
        ? answer.Status != CredentialStatus.Unspecified && Enum.IsDefined(answer.Status)
            && answer.EffectiveFrom > 0 && (answer.EffectiveUntil == 0 || answer.EffectiveUntil > answer.EffectiveFrom)
        : answer.Status == CredentialStatus.Unspecified && answer.EffectiveFrom == 0 && answer.EffectiveUntil == 0;

    private OnlineFinding Compare(OnlineQuestion question, OnlineAnswer answer, OnlineEvidence evidence)
    {
        var earliest = question.AskedAt - OnlineAnswers.ClockSkewMsMax;
        var latest = evidence.ReceivedAt + OnlineAnswers.ClockSkewMsMax;
        return !answer.QuestionDigest.Span.SequenceEqual(OnlineAnswers.DigestOf(genesis.Hasher, evidence.Question.Span).ToArray())
            ? OnlineFinding.Of(OnlineFault.OtherQuestion, "it names another question's digest")
            : answer.SubjectUscc != question.SubjectUscc ? OnlineFinding.Of(
                OnlineFault.OtherSubject, $"asked about {question.SubjectUscc}, answered about {answer.SubjectUscc}")
            : answer.IssuerUscc != question.IssuerUscc ? OnlineFinding.Of(
                OnlineFault.OtherIssuer, $"asked {question.IssuerUscc}, answered by {answer.IssuerUscc}")
            : answer.AnsweredAt < earliest || answer.AnsweredAt > latest ? OnlineFinding.Of(
                OnlineFault.OtherTime, $"made at {answer.AnsweredAt}; asked at {question.AskedAt}, received at {evidence.ReceivedAt}")
            : OnlineFinding.Of(OnlineFault.None, "");
    }

    private async Task<OnlineFinding?> CheckSignatureAsync(
        SignedOnlineAnswer signed, OnlineAnswer answer, CancellationToken cancellationToken)
    {
        if (!Digest.TryRead(signed.CertificateId.Span, out var id)
            || await keys.FindAsync(id, answer.AnsweredAt, cancellationToken).ConfigureAwait(false) is not { } found)
        {
            return OnlineFinding.Of(
                OnlineFault.BadCertificate, $"certificate {Convert.ToHexStringLower(signed.CertificateId.Span)} at {answer.AnsweredAt}");
        }

        if (found.Uscc != answer.IssuerUscc)
        {
            return OnlineFinding.Of(OnlineFault.OtherSigner, $"{found.Uscc} signed for {answer.IssuerUscc}");
        }

        return Holds(found.Key, signed) ? null : OnlineFinding.Of(OnlineFault.BadSignature, $"certificate {id}");
    }

    private bool Holds(PublicKey key, SignedOnlineAnswer signed)
    {
        if (signed.Signature is not { } signature || signature.Algorithm != (uint)key.Algorithm)
        {
            return false;
        }

        Span<bool> holds = [false];
        var message = OnlineAnswers.MessageOf(genesis.Hasher, signed.Answer.Span);
        verifier.Verify([new SignatureCheck(key, message, signature.Value.Memory)], holds);
        return holds[0];
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
