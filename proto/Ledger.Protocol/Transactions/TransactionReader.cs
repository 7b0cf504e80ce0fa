using System.Buffers;
using System.Runtime.InteropServices;
using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Protocol.V1;

namespace Ledger.Protocol;

/// <summary>
/// Reads transactions strictly: one encoding, nothing unknown, nothing nested beyond what calls are. Never throws on any bytes.
/// </summary>
public static class TransactionReader
{
    /// <summary>Longest signature value: RSA with 8192 bits.</summary>
    public const int SignatureBytesMax = 1024;

    /// <summary>Length of a nonce.</summary>
    public const int NonceBytes = 16;

    /// <summary>Shortest business key that is not empty.</summary>
    public const int BusinessKeyBytesMin = 16;

    /// <summary>Longest business key.</summary>
    public const int BusinessKeyBytesMax = 64;

    /// <summary>Deepest nesting of messages in a body.</summary>
    public const int DepthMax = 12;

    /// <summary>
    /// Reads the envelope and the body and checks what needs no state: size, canonical form, chain, nonce, business key, number of calls.
    /// Signature, signer and expiry come later.
    /// </summary>
    public static Refused TryRead(
        ReadOnlyMemory<byte> bytes, IHasher hasher, Digest chainId, ChainLimits limits, out SignedTransaction? transaction)
    {
        var refused = TryParse(bytes, chainId, limits, out var parsed);
        transaction = refused.IsRefused ? null : parsed.Named(TaggedHash.Compute(hasher, DomainTag.Transaction, parsed.BodyBytes.Span));
        return refused;
    }

    /// <summary>Reads many at once, as <see cref="TryRead"/> does each: their ids are hashed together.</summary>
    public static ReadTransaction[] ReadAll(
        IReadOnlyList<ByteString> encoded, IHasher hasher, Digest chainId, ChainLimits limits)
    {
        var parsed = new ParsedTransaction[encoded.Count];
        var refused = new Refused[encoded.Count];
        var bodies = new List<ReadOnlyMemory<byte>>(encoded.Count);
        for (var i = 0; i < parsed.Length; i++)
        {
            refused[i] = TryParse(encoded[i].Memory, chainId, limits, out parsed[i]);
            if (!refused[i].IsRefused)
            {
                bodies.Add(parsed[i].BodyBytes);
            }
        }

        var ids = TaggedHash.ComputeEach(hasher, DomainTag.Transaction, CollectionsMarshal.AsSpan(bodies));
        var read = new ReadTransaction[parsed.Length];
        var next = 0;
        for (var i = 0; i < read.Length; i++)
        {
            read[i] = new ReadTransaction(refused[i], refused[i].IsRefused ? null : parsed[i].Named(ids[next++]));
        }

        return read;
    }

    private static Refused TryParse(ReadOnlyMemory<byte> bytes, Digest chainId, ChainLimits limits, out ParsedTransaction parsed)
    {
        parsed = default;
        if (bytes.IsEmpty)
        {
            return new Refused(RefusalCode.Empty, "The submission has no bytes.");
        }

        if (bytes.Length > limits.TransactionBytesMax)
        {
            return new Refused(
                RefusalCode.TransactionTooLarge,
                $"The transaction has {bytes.Length} bytes; the chain takes {limits.TransactionBytesMax}.");
        }

        if (!EnvelopeReader.TryRead(bytes.Span, out var envelope))
        {
            return new Refused(
                RefusalCode.Malformed,
                "The bytes are not an encoded Transaction: body, then signature, each once and in the shortest form.");
        }

        var bodyBytes = bytes.Slice(envelope.BodyOffset, envelope.BodyLength);
        if (ParseBody(bodyBytes.Span) is not { } body)
        {
            return NestingScan.Exceeds(bodyBytes.Span, DepthMax)
                ? new Refused(RefusalCode.NestedTooDeep, $"Messages are nested deeper than {DepthMax}.")
                : new Refused(
                    RefusalCode.Malformed,
                    "The body is not a canonically encoded TxBody: it has a field unknown, twice or out of order, or a longer form " +
                    "than needed.");
        }

        if (CheckBody(body, chainId, limits) is { IsRefused: true } refused)
        {
            return refused;
        }

        if (TextFields.FindReplacement(body, bodyBytes.Span) is { } field)
        {
            return new Refused(
                RefusalCode.BadText,
                $"{field} holds U+FFFD, which a program put for bytes that it could not read, such as GBK: send the text as UTF-8.");
        }

        if (!Digest.TryRead(body.Signer.Span, out var signer))
        {
            return new Refused(RefusalCode.UnknownSigner, $"The signer is {body.Signer.Length} bytes long; a certificate id has 32.");
        }

        var signature = bytes.Slice(envelope.SignatureOffset, envelope.SignatureLength);
        parsed = new ParsedTransaction(bytes, bodyBytes, signature, (SignatureAlgorithm)envelope.Algorithm, body, signer);
        return Refused.No;
    }

    // Discarding what is unknown and comparing sizes finds nearly everything; only fields out of order and text that is not UTF-8 need the
    // comparison of bytes. Without it two implementations could disagree on what is one transaction.
    private static TxBody? ParseBody(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var body = CanonicalParser.ParseFrom(bytes);
            return body.CalculateSize() == bytes.Length && IsEncodingOf(body, bytes) ? body : null;
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    private static bool IsEncodingOf(TxBody body, ReadOnlySpan<byte> bytes)
    {
        var encoded = ArrayPool<byte>.Shared.Rent(bytes.Length);
        body.WriteTo(encoded.AsSpan(0, bytes.Length));
        var isEqual = bytes.SequenceEqual(encoded.AsSpan(0, bytes.Length));
        ArrayPool<byte>.Shared.Return(encoded);
        return isEqual;
    }

    private static readonly MessageParser<TxBody> CanonicalParser = TxBody.Parser.WithDiscardUnknownFields(true);

    // The calls are the body's last field, and what stands before them has one encoding.
    private static int CallsOffset(TxBody body) =>
        SizeOf(body.ChainId) + SizeOf(body.Nonce) + SizeOf(body.NotAfter) + SizeOf(body.Signer) + SizeOf(body.BusinessKey);

    private static int SizeOf(long field) => field == 0 ? 0 : 1 + CodedOutputStream.ComputeInt64Size(field);

    private static int SizeOf(ByteString field) => field.IsEmpty ? 0 : 1 + CodedOutputStream.ComputeBytesSize(field);

    private static Refused CheckBody(TxBody body, Digest chainId, ChainLimits limits)
    {
        if (!Digest.TryRead(body.ChainId.Span, out var named) || named != chainId)
        {
            return new Refused(
                RefusalCode.WrongChain,
                $"The transaction is for chain {Convert.ToHexStringLower(body.ChainId.Span[..Math.Min(body.ChainId.Length, 8)])}…, this " +
                $"is {chainId}.");
        }

        if (body.Nonce.Length != NonceBytes)
        {
            return new Refused(RefusalCode.BadNonce, $"The nonce has {body.Nonce.Length} bytes; it must have {NonceBytes}.");
        }

        if (body.BusinessKey.Length is not 0 and (< BusinessKeyBytesMin or > BusinessKeyBytesMax))
        {
            return new Refused(
                RefusalCode.BadBusinessKey,
                $"The business key has {body.BusinessKey.Length} bytes; it must be empty or have {BusinessKeyBytesMin} to " +
                $"{BusinessKeyBytesMax}.");
        }

        if (body.Calls.Count == 0 || body.Calls.Count > limits.CallsMax)
        {
            return new Refused(
                RefusalCode.CallCount, $"The transaction has {body.Calls.Count} calls; it must have 1 to {limits.CallsMax}.");
        }

        return Refused.No;
    }

    // All of a transaction but its id.
    private readonly record struct ParsedTransaction(
        ReadOnlyMemory<byte> Bytes, ReadOnlyMemory<byte> BodyBytes, ReadOnlyMemory<byte> Signature, SignatureAlgorithm Algorithm,
        TxBody Body, Digest Signer)
    {
        internal SignedTransaction Named(Digest id) =>
            new(Bytes, BodyBytes[CallsOffset(Body)..], Signature, Algorithm, Body, id, Signer);
    }
}

/// <summary>What reading found at one place of many.</summary>
/// <param name="Refused">Why the bytes are no transaction of the chain.</param>
/// <param name="Transaction">Null where they are none.</param>
public readonly record struct ReadTransaction(Refused Refused, SignedTransaction? Transaction);
