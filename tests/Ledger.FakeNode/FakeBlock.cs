using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.FakeNode;

public sealed record FakeBlock(
    BlockHeader Header, ByteString HeaderBytes, Digest Hash, QuorumCertificate Certificate, Batch Batch,
    IReadOnlyList<SignedTransaction> Transactions, IReadOnlyList<ByteString> Receipts);
