using Ledger.Anchor;
using Ledger.Audit.Proofs;
using Ledger.Client;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Membership;

namespace Ledger.Cli.Commands.Anchors;

/// <summary>The ledger as a node shows it, each answer verified.</summary>
internal sealed class AnchoredLedger(LedgerClient client, GenesisFile genesis) : ILedgerHistory
{
    private static readonly byte[] ValidatorsKey = MembershipTables.Validators.Key(MembershipTables.Current);
    private static readonly byte[] CosignersKey = MembershipTables.Cosigners.Key(MembershipTables.Current);

    public Digest ChainId => genesis.ChainId;

    public async Task<(ReadOnlyMemory<byte> Header, Digest Hash)> BlockAsync(ulong height, CancellationToken cancellationToken)
    {
        var block = await client.GetBlockAsync(height, cancellationToken);
        return (block.Header.Encode(), block.Hash);
    }

    public async Task<MerkleProof> HistoryAsync(ulong height, ulong later, CancellationToken cancellationToken)
    {
        var block = await client.GetBlockAsync(height, cancellationToken);
        var above = await client.GetBlockAsync(later, cancellationToken);
        var shown = await client.ReadHistoryAsync(height, later, cancellationToken);
        return shown.Proof is { } proof && proof.Index == height && proof.Size == later &&
            MerkleProofVerifier.Verify(above.Header.HistoryRoot, block.Hash.ToArray(), proof, genesis.Hasher) == ProofError.None
                ? proof
                : throw CliException.NotVerified(
                    $"The node does not show that block {height:N0} is in the history of block {later:N0}: nothing was done. Ask another " +
                    "node.",
                    $"节点未能证明区块 {height:N0} 属于区块 {later:N0} 的历史：未作任何操作。请改用其他节点。");
    }

    public async Task<IReadOnlyList<Cosigner>> CosignersAsync(ulong height, CancellationToken cancellationToken)
    {
        var set = await client.ReadAsync(MembershipTables.Validators, ValidatorsKey, height, cancellationToken);
        var announced = await client.ReadAsync(MembershipTables.Cosigners, CosignersKey, height, cancellationToken);
        var keys = (announced.Record?.Keys ?? []).Where(one => one.Address.Length == EvmAddress.Bytes)
            .ToDictionary(one => one.ValidatorId, one => new EvmAddress(one.Address.Span));
        return [.. (set.Record?.Validators ?? []).Select(one =>
            new Cosigner(keys.TryGetValue(one.Id, out var address) ? address : null, one.Power))];
    }
}
