using Google.Protobuf;
using Ledger.Protocol;

namespace Ledger.Api.Proofs;

/// <summary>Digests as messages carry them.</summary>
internal static class DigestBytes
{
    /// <summary>The bytes of each.</summary>
    internal static IEnumerable<ByteString> Of(IEnumerable<Digest> digests) =>
        digests.Select(digest => ByteString.CopyFrom(digest.ToArray()));
}
