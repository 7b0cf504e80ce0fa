using Ledger.Protocol;
using Ledger.Schema;
using Ledger.Schema.Account;

namespace Ledger.Client;

public sealed partial class LedgerClient
{
    /// <summary>
    /// Who stands behind a registered signing certificate as of the newest final block, by the chain's own rule over proved entries:
    /// registered, valid, neither revoked nor replaced, of a CA that is active.
    /// </summary>
    /// <exception cref="LedgerClientException">The node refused, is unreachable, or its answer does not verify.</exception>
    internal async Task<(Refused Refused, Signer? Signer)> ResolveSignerAsync(Digest certificateId, CancellationToken cancellationToken)
    {
        var evaluation = new ProvenEvaluation(this, 0);
        var newest = await evaluation.ProveAsync(AccountTables.Certificates.Key(certificateId.ToArray()), cancellationToken)
            .ConfigureAwait(false);
        return await evaluation.EvaluateAsync(
            state => (SignerRules.Resolve(state, certificateId, newest.Time, out var signer), signer), cancellationToken)
            .ConfigureAwait(false);
    }
}
