using Ledger.Contracts;
using Ledger.Contracts.Account;
using Ledger.Protocol;

namespace Ledger.Client;

public sealed partial class LedgerClient
{
    private const int SignerRoundsMax = 8;

    /// <summary>
    /// Who stands behind a registered signing certificate as of the newest final block, by the chain's own rule over proved entries: registered, valid,
    /// neither revoked nor replaced, of a CA that is active.
    /// </summary>
    /// <exception cref="LedgerClientException">The node refused, is unreachable, or its answer does not verify.</exception>
    internal async Task<(Refused Refused, Signer? Signer)> ResolveSignerAsync(Digest certificateId, CancellationToken cancellationToken)
    {
        var state = new PartialState();
        var first = await GetAsync(AccountTables.Certificates.Key(certificateId.ToArray()), cancellationToken: cancellationToken).ConfigureAwait(false);
        state.Add(first.Key.ToArray(), first.Value?.ToArray());
        for (var round = 0; round < SignerRoundsMax; round++)
        {
            if (state.TryEvaluate(known => (SignerRules.Resolve(known, certificateId, first.Time, out var signer), signer), out (Refused, Signer?) answer))
            {
                return answer;
            }

            foreach (var key in state.Needed.ToList())
            {
                var value = await GetAsync(key, first.Height, cancellationToken).ConfigureAwait(false);
                state.Add(key, value.Value?.ToArray());
            }
        }

        throw new InvalidOperationException($"Who signs is not found in {SignerRoundsMax} rounds of reads.");
    }
}
