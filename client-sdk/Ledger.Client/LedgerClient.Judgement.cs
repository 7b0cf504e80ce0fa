using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Account;
using Ledger.Schema.Judgements;

namespace Ledger.Client;

public sealed partial class LedgerClient
{
    /// <summary>
    /// What a person should see before calls are sent: who would sign them, and what is doubtful about them, on proved entries of the
    /// newest final block. Nothing is sent.
    /// </summary>
    /// <exception cref="LedgerClientException">The node refused, is unreachable, or its answer does not verify.</exception>
    /// <exception cref="InvalidOperationException">The client was opened without a signer.</exception>
    public async Task<CallJudgement> JudgeAsync(IReadOnlyList<Call> calls, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(calls);
        var signedBy = _options.Signer ?? throw new InvalidOperationException("This client was opened without a signer.");
        var certificate = signedBy.CertificateId;
        var evaluation = new ProvenEvaluation(this, 0);
        var newest = await evaluation.ProveAsync(AccountTables.Certificates.Key(certificate.ToArray()), cancellationToken)
            .ConfigureAwait(false);
        return await evaluation.EvaluateAsync(
            state =>
            {
                _ = SignerRules.Resolve(state, certificate, newest.Time, out var signer);
                var uscc = signer?.Uscc ?? string.Empty;
                var subject = AccountTables.Subjects.Read(state, AccountTables.Subjects.Key(uscc));
                return new CallJudgement(newest.Time, uscc, subject?.Name ?? string.Empty, CallWarnings.Of(calls, uscc, state));
            },
            cancellationToken).ConfigureAwait(false);
    }
}
