using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.OnlineChecks;

/// <summary>The bytes of questions, answers and evidence (docs/spec/online-check.md). An authority's own service answers with it.</summary>
public static class OnlineAnswers
{
    /// <summary>Most bytes of a question; a service reads no more.</summary>
    public const int QuestionBytesMax = 4 * 1024;

    /// <summary>How far the clocks of centre and authority may be apart, in milliseconds.</summary>
    public const long ClockSkewMsMax = 5 * 60 * 1000;

    /// <summary>What an answer names its question by.</summary>
    public static Digest DigestOf(IHasher hasher, ReadOnlySpan<byte> question) =>
        TaggedHash.Compute(hasher, DomainTag.OnlineQuestion, question);

    /// <summary>What of evidence stands on the chain.</summary>
    public static Digest DigestOf(IHasher hasher, OnlineEvidence evidence) =>
        TaggedHash.Compute(hasher, DomainTag.OnlineEvidence, evidence.ToByteArray());

    /// <summary>Reads a question, as a service does; null where it is none of this chain in its one encoding.</summary>
    public static OnlineQuestion? ReadQuestion(Digest chainId, ReadOnlyMemory<byte> bytes) =>
        bytes.Length <= QuestionBytesMax && StrictMessage.Read(OnlineQuestion.Parser, ByteString.CopyFrom(bytes.Span)) is { } question
            && question.ChainId.Span.SequenceEqual(chainId.ToArray())
            ? question
            : null;

    /// <summary>Signs an answer to a question, which it names.</summary>
    /// <param name="hasher">The chain's.</param>
    /// <param name="question">The question as it came.</param>
    /// <param name="answer">What the books say; its question's digest is filled in.</param>
    /// <param name="certificateId">The authority's registered certificate.</param>
    /// <param name="key">Its key.</param>
    public static SignedOnlineAnswer Sign(
        IHasher hasher, ReadOnlyMemory<byte> question, OnlineAnswer answer, Digest certificateId, ISigner key)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var whole = answer.Clone();
        whole.QuestionDigest = ByteString.CopyFrom(DigestOf(hasher, question.Span).ToArray());
        var bytes = whole.ToByteString();
        return new SignedOnlineAnswer
        {
            Answer = bytes,
            CertificateId = ByteString.CopyFrom(certificateId.ToArray()),
            Signature = key.SignatureOver(MessageOf(hasher, bytes.Span)),
        };
    }

    /// <summary>What the authority signs.</summary>
    internal static SignBytes MessageOf(IHasher hasher, ReadOnlySpan<byte> answer) =>
        SignPurposes.OnlineAnswer.Over(TaggedHash.Compute(hasher, DomainTag.OnlineAnswer, answer));
}
