using Ledger.Protocol.V1;

namespace Ledger.Benchmarks;

/// <summary>A block with the certificate that finalises it.</summary>
internal sealed record CertifiedBlock(Block Block, QuorumCertificate Certificate);
