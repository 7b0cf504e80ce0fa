using Ledger.Crypto;
using Ledger.Node;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Api.Proofs;

/// <summary>Receipts of transactions in blocks, with proofs that they belong there.</summary>
internal sealed class TransactionProofs(INode core, IHasher hasher, ApiOptions options)
{
    private readonly ProvenBlocks _blocks = new(
        height => ProvenBlock.Read(core.Chain, hasher, height), options.ProvenBlocksMax, options.ProvenBytesMax);

    /// <summary>Adds the receipt, and where asked for the proof, to the status of a transaction whose place is known.</summary>
    internal void Fill(TransactionStatus status, bool prove)
    {
        var index = (int)status.Index;
        if (!prove)
        {
            status.Receipt = core.Chain.Blocks.GetBlock(status.Height)!.Receipts[index];
            return;
        }

        var proven = _blocks.Get(status.Height);
        var anchor = FinalAnchor.Of(core, status.Height, proven.Block, options.HeadersMax)
            ?? throw RefusalStatus.ToException(
                new Refused(
                    RefusalCode.HeightNotAvailable,
                    $"No certificate within {options.HeadersMax} blocks of height {status.Height} is kept here."));
        status.Receipt = proven.Block.Receipts[index];
        status.Header = anchor.Header;
        status.Certificate = anchor.Certificate;
        status.Headers.AddRange(anchor.HeadersAbove);
        proven.Prove(status, index);
    }
}
