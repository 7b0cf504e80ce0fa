using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.Mail;
using Ledger.Protocol.V1;

namespace Ledger.Client.Mailbox;

/// <summary>
/// A letter sealed and ready to be left. Kept durably, it is left again after a failure without there ever being two of it.
/// </summary>
/// <param name="Address">Whose it is.</param>
/// <param name="Letter">The sealed box.</param>
/// <param name="Nodes">The validators whose nodes serve the address; none for any node.</param>
public sealed record SealedLetter(Digest Address, ReadOnlyMemory<byte> Letter, IReadOnlyList<Digest> Nodes)
{
    /// <summary>The letter to be kept.</summary>
    public byte[] Export() => new OutgoingLetter
    {
        Address = ByteString.CopyFrom(Address.ToArray()),
        Letter = ByteString.CopyFrom(Letter.Span),
        Nodes = { Nodes.Select(node => ByteString.CopyFrom(node.ToArray())) },
    }.ToByteArray();

    /// <summary>The letter that <see cref="Export"/> gave.</summary>
    /// <exception cref="ArgumentException">It is no exported letter.</exception>
    public static SealedLetter Import(ReadOnlySpan<byte> exported)
    {
        try
        {
            var letter = OutgoingLetter.Parser.ParseFrom(exported);
            return Digest.TryRead(letter.Address.Span, out var address) && Letters.IsSize(letter.Letter.Length) &&
                letter.Nodes.All(node => node.Length == Digest.Bytes)
                ? new SealedLetter(address, letter.Letter.Memory, [.. letter.Nodes.Select(node => new Digest(node.Span))])
                : throw new ArgumentException("This is no exported letter.", nameof(exported));
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new ArgumentException("This is no exported letter.", nameof(exported), e);
        }
    }
}
