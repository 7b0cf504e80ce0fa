using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Protocol.V1;

namespace Ledger.Protocol.Orders;

/// <summary>The form of an order's letters, and what their senders sign (docs/spec/orders.md).</summary>
public static class OrderLetters
{
    /// <summary>Length of an order's id.</summary>
    public const int IdBytes = 16;

    /// <summary>Longest encoded letter: with what the mailbox puts around it, it goes into one of <see cref="MailBytes"/>.</summary>
    public const int BytesMax = 16_000;

    /// <summary>Size of every letter of every order as it lies in a mailbox, so that its length does not tell its kind.</summary>
    public const int MailBytes = 16 * 1024;

    private static readonly MessageParser<OrderLetter> LetterParser = OrderLetter.Parser.WithDiscardUnknownFields(true);
    private static readonly MessageParser<OrderContent> ContentParser = OrderContent.Parser.WithDiscardUnknownFields(true);

    /// <summary>
    /// The 32 bytes that name a letter, and that its sender signs under their tag: H(tag ‖ chain id ‖ order id (16) ‖ sequence (4) ‖
    /// previous (32) ‖ answers (32) ‖ certificate id (32) ‖ content as carried).
    /// </summary>
    /// <exception cref="ArgumentException">A field does not have its length.</exception>
    public static Digest DigestOf(IHasher hasher, Digest chainId, OrderLetter letter)
    {
        ArgumentNullException.ThrowIfNull(letter);
        if (!HasForm(letter))
        {
            throw new ArgumentException("A field of the letter does not have its length.", nameof(letter));
        }

        Span<byte> sequence = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(sequence, letter.Sequence);
        return TaggedHash.Compute(
            hasher,
            DomainTag.OrderLetter,
            [
                .. chainId.ToArray(), .. letter.OrderId.Span, .. sequence, .. letter.Previous.Span,
                .. letter.Answers.Span, .. letter.CertificateId.Span, .. letter.Content.Span,
            ]);
    }

    /// <summary>
    /// Reads a letter and its content from outside; false where one is not in its one encoding, too long, or a field out of its form.
    /// </summary>
    public static bool TryRead(
        ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out OrderLetter? letter, [NotNullWhen(true)] out OrderContent? content)
    {
        content = null;
        letter = bytes.Length is > 0 and <= BytesMax ? Canonical(LetterParser, bytes) : null;
        if (letter is null || !HasForm(letter) || letter.Signature is null)
        {
            return false;
        }

        content = Canonical(ContentParser, letter.Content.Span);
        return content is not null && content.ContentCase != OrderContent.ContentOneofCase.None;
    }

    /// <summary>The message where these bytes are its one encoding; otherwise null.</summary>
    public static T? Canonical<T>(MessageParser<T> parser, ReadOnlySpan<byte> bytes)
        where T : class, IMessage<T>
    {
        ArgumentNullException.ThrowIfNull(parser);
        try
        {
            var message = parser.ParseFrom(bytes);
            return message.ToByteArray().AsSpan().SequenceEqual(bytes) ? message : null;
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    private static bool HasForm(OrderLetter letter) =>
        letter is { OrderId.Length: IdBytes, Sequence: > 0, Previous.Length: Digest.Bytes, Answers.Length: Digest.Bytes } &&
        letter.CertificateId.Length == Digest.Bytes;
}
