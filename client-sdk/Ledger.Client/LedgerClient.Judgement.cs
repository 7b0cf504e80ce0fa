using Ledger.Protocol.V1;
using Ledger.Schema.Account;

namespace Ledger.Client;

public sealed partial class LedgerClient
{
    /// <summary>
    /// What a person should see before calls are sent: who would sign them, and what is doubtful about them, on proved entries of the
    /// newest final block. Nothing is sent. What the chain would refuse, the package Ledger.Preflight tells too.
    /// </summary>
    /// <exception cref="LedgerClientException">The node refused, is unreachable, or its answer does not verify.</exception>
    /// <exception cref="InvalidOperationException">The client was opened without a signer.</exception>
    public Task<CallJudgement> JudgeAsync(IReadOnlyList<Call> calls, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(calls);
        return JudgeAsync(calls, RequireSigner().CertificateId, cancellationToken);
    }

    /// <summary>The same of calls that another certificate signs.</summary>
    internal async Task<CallJudgement> JudgeAsync(
        IReadOnlyList<Call> calls, Protocol.Digest certificate, CancellationToken cancellationToken)
    {
        var evaluation = new ProvenEvaluation(this, 0);
        var newest = await evaluation.ProveAsync(AccountTables.Certificates.Key(certificate.ToArray()), cancellationToken)
            .ConfigureAwait(false);
        return await evaluation.EvaluateAsync(state => CallJudgement.Of(calls, certificate, newest.Time, state), cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Who signs.</summary>
    /// <exception cref="InvalidOperationException">The client was opened without a signer.</exception>
    internal ClientSigner RequireSigner() => _options.Signer
        ?? throw new InvalidOperationException(
            "This client was opened without a signer, so it only reads. Set LedgerClientOptions.Signer.");
}
