using System.Buffers.Binary;
using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Protocol.Proofs;
using Ledger.Protocol.V1;

namespace Ledger.Protocol;

/// <summary>
/// Settling a height whose blocks cannot become final: what validators declare, and when their declarations suffice
/// (docs/spec/finality.md#a-height-that-cannot-become-final).
/// </summary>
public static class Settlements
{
    /// <summary>Most bytes of an encoded declaration: a batch, and its own fields.</summary>
    public const int DeclarationBytesMax = 160 * 1024;

    /// <summary>Declared by a validator that may have signed at the height or above, and does not know what.</summary>
    public static Digest Unknown { get; } = new(Enumerable.Repeat((byte)0xff, Digest.Bytes).ToArray());

    /// <summary>The message that a declaration's signature is over.</summary>
    /// <exception cref="ArgumentException">A hash has not 32 bytes.</exception>
    public static SignBytes Message(Digest chainId, SettleDeclaration declaration)
    {
        ArgumentNullException.ThrowIfNull(declaration);
        Span<byte> content = stackalloc byte[Digest.Bytes + 8 + Digest.Bytes + Digest.Bytes];
        if (!Digest.TryRead(declaration.BlockHash.Span, out var block) || !Digest.TryRead(declaration.Voted.Span, out var voted))
        {
            throw new ArgumentException("A block's hash has 32 bytes.", nameof(declaration));
        }

        chainId.CopyTo(content);
        BinaryPrimitives.WriteUInt64BigEndian(content[32..], declaration.Height);
        block.CopyTo(content[40..]);
        voted.CopyTo(content[72..]);
        return SignPurposes.Settle.Over(content);
    }

    /// <summary>Reads a declaration; null where the bytes are too many, or are not its canonical encoding.</summary>
    public static SettleDeclaration? TryRead(ReadOnlySpan<byte> bytes) => Read(bytes, DeclarationBytesMax, SettleDeclaration.Parser);

    /// <summary>
    /// Reads a settlement; null where the bytes are too many, or are not the canonical encoding of one with blocks and a batch.
    /// </summary>
    public static Settlement? TryReadAll(ReadOnlySpan<byte> bytes) =>
        Read(bytes, DeclarationBytesMax * ValidatorRoster.ValidatorsMax, Settlement.Parser) is { } read
            && read.Declarations.All(one => one.BlockHash.Length == Digest.Bytes) && read.Declarations.Any(one => !one.Batch.IsEmpty)
            ? read
            : null;

    /// <summary>Puts declarations together, in their order; the batch is kept once. What they are worth says <see cref="Check"/>.</summary>
    public static Settlement Of(IEnumerable<SettleDeclaration> declarations)
    {
        var settlement = new Settlement();
        settlement.Declarations.Add(
            declarations.Select(one => one.Clone()).OrderBy(one => one.Validator.ToByteArray(), StateKeyComparer.Instance));
        var hasBatch = false;
        foreach (var one in settlement.Declarations.Where(one => !one.Batch.IsEmpty))
        {
            one.Batch = hasBatch ? ByteString.Empty : one.Batch;
            hasBatch = true;
        }

        return settlement;
    }

    /// <summary>The height that is settled.</summary>
    public static ulong HeightOf(Settlement settlement) => settlement.Declarations[0].Height;

    /// <summary>The block that is to stand there.</summary>
    public static Digest BlockOf(Settlement settlement) => new(settlement.Declarations[0].BlockHash.Span);

    /// <summary>The encoded <see cref="SignedBatch"/> that makes it.</summary>
    public static ReadOnlyMemory<byte> BatchOf(Settlement settlement) =>
        settlement.Declarations.First(one => !one.Batch.IsEmpty).Batch.Memory;

    /// <summary>
    /// Whether declarations settle their height, under the set that finalises it. That the batch makes the block shows who executes it.
    /// </summary>
    public static SettlementError Check(Settlement settlement, Digest chainId, ValidatorRoster roster, ISignatureVerifier verifier)
    {
        ArgumentNullException.ThrowIfNull(settlement);
        ArgumentNullException.ThrowIfNull(roster);
        if (CheckForm(settlement, roster) is var form and not SettlementError.None)
        {
            return form;
        }

        var checks = settlement.Declarations.Select(one => new SignatureCheck(
            roster.FindKey(new Digest(one.Validator.Span))!, Message(chainId, one), one.Signature.Memory, LowS: true)).ToArray();
        var valid = new bool[checks.Length];
        verifier.Verify(checks, valid);
        if (valid.Contains(false))
        {
            return SettlementError.BadSignature;
        }

        var declared = PowerOf(settlement.Declarations, roster);
        return !roster.IsQuorum(declared) ? SettlementError.NoQuorum
            : AnotherMayBeFinal(settlement, roster, roster.TotalPower - declared) ? SettlementError.AnotherMayBeFinal
            : settlement.Declarations.All(one => one.Batch.IsEmpty) ? SettlementError.NoBatch
            : SettlementError.None;
    }

    private static SettlementError CheckForm(Settlement settlement, ValidatorRoster roster)
    {
        if (settlement.Declarations.Count == 0 || settlement.Declarations.Count > roster.Ids.Count)
        {
            return SettlementError.Count;
        }

        var first = settlement.Declarations[0];
        Digest? last = null;
        foreach (var one in settlement.Declarations)
        {
            if (one.Height == 0 || one.Height != first.Height || one.BlockHash.Length != Digest.Bytes
                || !one.BlockHash.Equals(first.BlockHash) || one.Voted.Length != Digest.Bytes)
            {
                return SettlementError.OtherBlock;
            }

            if (!Digest.TryRead(one.Validator.Span, out var id) || roster.Find(id) is null)
            {
                return SettlementError.UnknownValidator;
            }

            if (last is { } previous && previous.CompareTo(id) >= 0)
            {
                return SettlementError.OutOfOrder;
            }

            last = id;
        }

        return SettlementError.None;
    }

    // Whoever declared nothing, or does not know, may have voted for any block.
    private static bool AnotherMayBeFinal(Settlement settlement, ValidatorRoster roster, ulong silent)
    {
        var settled = BlockOf(settlement);
        var open = silent + PowerOf(settlement.Declarations.Where(one => new Digest(one.Voted.Span) == Unknown), roster);
        return roster.IsQuorum(open) || settlement.Declarations
            .GroupBy(one => new Digest(one.Voted.Span))
            .Where(group => group.Key != settled && group.Key != Digest.Zero && group.Key != Unknown)
            .Any(group => roster.IsQuorum(open + PowerOf(group, roster)));
    }

    private static ulong PowerOf(IEnumerable<SettleDeclaration> declarations, ValidatorRoster roster) =>
        declarations.Aggregate(0UL, (sum, one) => sum + roster.Find(new Digest(one.Validator.Span))!.Power);

    private static TMessage? Read<TMessage>(ReadOnlySpan<byte> bytes, int bytesMax, MessageParser<TMessage> parser)
        where TMessage : class, IMessage<TMessage>
    {
        if (bytes.IsEmpty || bytes.Length > bytesMax)
        {
            return null;
        }

        try
        {
            var read = parser.WithDiscardUnknownFields(true).ParseFrom(bytes);
            return bytes.SequenceEqual(read.ToByteArray()) ? read : null;
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
