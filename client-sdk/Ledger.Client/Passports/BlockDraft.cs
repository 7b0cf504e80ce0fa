using Google.Protobuf;
using Ledger.Audit.Proofs;
using Ledger.Protocol.Proofs;
using Ledger.Protocol.V1;

namespace Ledger.Client.Passports;

/// <summary>A block of a passport while proofs of its state and transactions come together.</summary>
internal sealed class BlockDraft(ByteString header, IReadOnlyList<ByteString> above, QuorumCertificate certificate)
{
    private readonly MultiproofBuilder _state = new();
    private readonly List<PassportTransaction> _transactions = [];

    internal void Add(Protocol.V1.StateProof proof) => _state.Add(proof.ToProof());

    internal void Add(PassportTransaction transaction) => _transactions.Add(transaction);

    internal PassportBlock Build() => new()
    {
        Header = header,
        Headers = { above },
        Certificate = certificate,
        State = _state.IsEmpty ? null : _state.Build(),
        Transactions = { _transactions },
    };
}
