using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Schema;

namespace Ledger.Admission;

/// <summary>A submission on its way through the filters, with what they have found out so far.</summary>
internal sealed class Submission(ReadOnlyMemory<byte> bytes, IChainView chain)
{
    internal ReadOnlyMemory<byte> Bytes { get; } = bytes;

    internal IChainView Chain { get; } = chain;

    /// <summary>Set by the form filter, the first.</summary>
    internal SignedTransaction? Transaction { get; set; }

    /// <summary>Set by the signer filter, the last before the signature.</summary>
    internal Signer? Signer { get; set; }

    /// <summary>What is to be verified, once both are set.</summary>
    internal SignatureCheck SignatureCheck => Transaction!.SignatureCheck(Signer!.Key);
}
