using Ledger.Protocol;

namespace Ledger.Client.Trust;

/// <summary>A header that is final under the trusted validators.</summary>
internal sealed record VerifiedHeader(BlockHeader Header, Digest Hash);
