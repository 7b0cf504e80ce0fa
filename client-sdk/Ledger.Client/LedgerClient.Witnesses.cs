using Google.Protobuf;
using Ledger.Client.Witnesses;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Client;

public sealed partial class LedgerClient
{
    /// <summary>
    /// The block up to which as many witnesses as <see cref="LedgerClientOptions.Witnesses"/> asks for have cosigned; 0 before any check.
    /// </summary>
    public ulong WitnessedHeight => _chain.WitnessedHeight;

    private FinalityReader Finality => new(_node, _calls, _chain);

    /// <summary>
    /// Checks that a header is final by a certificate that comes from elsewhere; the node shows changes of the validators.
    /// </summary>
    /// <returns>The header's hash.</returns>
    /// <exception cref="LedgerClientException">It is not final, or the node refused or is unreachable.</exception>
    public async Task<Digest> VerifyFinalAsync(
        ReadOnlyMemory<byte> header, QuorumCertificate certificate, CancellationToken cancellationToken = default) =>
        (await _chain.VerifyAsync(UnsafeByteOperations.UnsafeWrap(header), [], certificate, cancellationToken).ConfigureAwait(false)).Hash;

    /// <summary>That the node's block of a height is final, for who has the genesis file and no node.</summary>
    /// <returns>The proof; null where the node shows no such block.</returns>
    /// <exception cref="LedgerClientException">The node refused, is unreachable, or what it shows does not verify.</exception>
    public async Task<FinalityProof?> ProveFinalityAsync(ulong height, CancellationToken cancellationToken = default)
    {
        await GetStatusAsync(cancellationToken).ConfigureAwait(false); // by which every change of the validators is known
        return (await Finality.FindAsync(height, cancellationToken).ConfigureAwait(false))?.Proof;
    }

    /// <summary>A header's place in the history of a later final one, as the node has it: nothing of it is verified.</summary>
    /// <exception cref="LedgerClientException">The node refused or is unreachable.</exception>
    public Task<GetHistoryProofResponse> ReadHistoryAsync(ulong height, ulong anchor, CancellationToken cancellationToken = default) =>
        Finality.HistoryAsync(height, anchor, cancellationToken);

    /// <summary>The changes of the validators below a height, as far as this client had to follow them.</summary>
    /// <exception cref="LedgerClientException">The node refused or is unreachable.</exception>
    public Task<IReadOnlyList<ValidatorChange>> ProveValidatorChangesAsync(ulong below, CancellationToken cancellationToken = default) =>
        Finality.ChangesAsync(below, cancellationToken);
}
