using Google.Protobuf;
using Ledger.Audit.Headers;
using Ledger.Crypto.Signatures;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Fuzz.Targets;

/// <summary>Headers, the history's frontier, and what is read back from disk.</summary>
internal static class BlockTargets
{
    internal static IEnumerable<FuzzTarget> All(FuzzWorld world)
    {
        var head = world.Chain.Head;
        var header = head.Header.Encode();
        yield return new FuzzTarget("header", [header], input =>
        {
            if (!BlockHeader.TryDecode(input, out var read))
            {
                return "refused";
            }

            return read.Encode().AsSpan().SequenceEqual(input)
                ? "taken"
                : throw new InvalidOperationException("A header was taken that is not canonical.");
        });
        yield return new FuzzTarget("frontier", [head.History.Encode(), MerkleFrontier.Empty.Encode()], input =>
        {
            if (!MerkleFrontier.TryDecode(input, out var frontier))
            {
                return "refused";
            }

            return frontier.Encode().AsSpan().SequenceEqual(input)
                ? "taken"
                : throw new InvalidOperationException("A frontier was taken that is not canonical.");
        });

        var verifier = new HeaderVerifier(world.Genesis, new SignatureVerifier());
        var trusted = ValidatorHistory.From(world.Genesis);
        yield return new FuzzTarget(
            "header verifier", [header], input => verifier.Verify(input, new QuorumCertificate(), trusted).Error.ToString());

        var block = world.Chain.Blocks.GetBlock(1)!;
        yield return Messages("block message", Block.Parser, [block.ToByteArray()]);
        yield return Messages("receipt message", Receipt.Parser, [.. block.Receipts.Select(receipt => receipt.ToByteArray())]);
        yield return Messages(
            "event record message",
            EventRecord.Parser,
            [.. block.Receipts.Select(
                receipt => new EventRecord { Cursor = 1, Event = Receipt.Parser.ParseFrom(receipt).Events[0] }.ToByteArray())]);
    }

    private static FuzzTarget Messages<TMessage>(string name, MessageParser<TMessage> parser, IReadOnlyList<byte[]> corpus)
        where TMessage : IMessage<TMessage> => new(name, corpus, input =>
    {
        try
        {
            parser.ParseFrom(input);
            return "taken";
        }
        catch (InvalidProtocolBufferException)
        {
            return "refused";
        }
    });
}
