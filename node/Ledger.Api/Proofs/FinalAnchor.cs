using Google.Protobuf;
using Ledger.Node;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Api.Proofs;

/// <summary>
/// A final header and the certificate that finalises it. A certificate of a later header finalises it too: then the headers between link
/// the two, each holding the hash of the one before.
/// </summary>
internal sealed record FinalAnchor(ByteString Header, QuorumCertificate Certificate, IReadOnlyList<ByteString> HeadersAbove)
{
    /// <summary>Finds the anchor of a height; null where it is not final or its certificate lies too far above.</summary>
    internal static FinalAnchor? At(INode core, ulong height, int headersMax) =>
        core.Chain.Blocks.GetBlock(height) is { } block ? Of(core, height, block, headersMax) : null;

    /// <summary>The same for who has the height's block at hand.</summary>
    internal static FinalAnchor? Of(INode core, ulong height, Block block, int headersMax)
    {
        if (height > core.Finality.FinalHeight)
        {
            return null;
        }

        var certificate = height == 0 ? new QuorumCertificate { BlockHash = HashOf(core, block) } : core.Votes.ReadCertificateFrom(height);
        if (certificate is null || certificate.Height - height > (ulong)headersMax)
        {
            return null;
        }

        var above = new List<ByteString>();
        for (var next = height + 1; next <= certificate.Height; next++)
        {
            above.Add(core.Chain.Blocks.GetBlock(next)!.Header);
        }

        return new FinalAnchor(block.Header, certificate, above);
    }

    /// <summary>The newest height that has a certificate of its own, so that no headers are needed in between.</summary>
    internal static FinalAnchor Newest(INode core) => At(core, core.Finality.FinalHeight, 0)!;

    private static ByteString HashOf(INode core, Block block) =>
        ByteString.CopyFrom(BlockHeader.Hash(core.Chain.Genesis.Hasher, block.Header.Span).ToArray());
}
