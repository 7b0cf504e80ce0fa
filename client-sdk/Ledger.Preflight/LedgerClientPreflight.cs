using Ledger.Client;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Account;

namespace Ledger.Preflight;

/// <summary>Asks of a transaction what the chain would answer, and sends nothing.</summary>
public static class LedgerClientPreflight
{
    // The time of the next block is that of a certificate that a heartbeat's block may still have to bring (30 s by default, of two
    // blocks), and a person's answer and the way to the node take their time too.
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Judges calls that this client would sign, on proved entries of the newest final block: the chain's own rules, one after another as
    /// a block would ask them.
    /// </summary>
    /// <param name="client">Reads and checks the entries; opened with the signer.</param>
    /// <param name="calls">The calls of one transaction.</param>
    /// <param name="businessKey">What <see cref="SubmitOptions.BusinessKey"/> would be.</param>
    /// <param name="cancellationToken">Ends the reads.</param>
    /// <exception cref="LedgerClientException">The node refused, is unreachable, or its answer does not verify.</exception>
    /// <exception cref="InvalidOperationException">The client was opened without a signer.</exception>
    public static Task<PreflightReport> PreflightAsync(
        this LedgerClient client, IReadOnlyList<Call> calls, ReadOnlyMemory<byte> businessKey = default,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(calls);
        var certificate = client.RequireSigner().CertificateId;
        var trial = TransactionTrial.OfCalls(client.Genesis, certificate, calls, businessKey);
        return RunAsync(client, trial, calls, certificate, cancellationToken);
    }

    /// <summary>Judges an encoded Transaction that was signed elsewhere: its signature and expiry too.</summary>
    /// <inheritdoc cref="PreflightAsync"/>
    /// <exception cref="ArgumentException">The bytes are not an encoded transaction of this chain.</exception>
    public static Task<PreflightReport> PreflightSignedAsync(
        this LedgerClient client, ReadOnlyMemory<byte> transaction, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        var genesis = client.Genesis;
        var refused = TransactionReader.TryRead(transaction, genesis.Hasher, genesis.ChainId, genesis.Content.Limits, out var read);
        return refused.IsRefused
            ? throw new ArgumentException($"{refused.Code}: {refused.Detail}", nameof(transaction))
            : RunAsync(client, TransactionTrial.OfSigned(genesis, transaction), read!.Body.Calls, read.Signer, cancellationToken);
    }

    private static async Task<PreflightReport> RunAsync(
        LedgerClient client, TransactionTrial trial, IReadOnlyList<Call> calls, Digest certificate, CancellationToken cancellationToken)
    {
        var evaluation = new ProvenEvaluation(client, 0);
        var newest = await evaluation.ProveAsync(AccountTables.Certificates.Key(certificate.ToArray()), cancellationToken)
            .ConfigureAwait(false);
        var until = LatestTimeOf(newest);
        try
        {
            // The trial first: it never throws, so a round asks for what both need.
            var (refused, judgement) = await evaluation.EvaluateAsync(
                state => (
                    until is { } end ? trial.RefusedThroughout(state, newest.Height, newest.Time, end) : Refused.No,
                    CallJudgement.Of(calls, certificate, newest.Time, state)),
                cancellationToken).ConfigureAwait(false);
            return new PreflightReport(
                judgement, newest.Height, refused.IsRefused ? Refusals.Describe(refused.Code, refused.ShortDetail) : null);
        }
        catch (InvalidDataException)
        {
            // More entries than are proved one by one: the chain judges it, as it always does. A state that contradicts itself says so here
            // again.
            var judgement = await client.JudgeAsync(calls, certificate, cancellationToken).ConfigureAwait(false);
            return new PreflightReport(judgement, newest.Height, null);
        }
    }

    /// <summary>
    /// The latest time that the block may have which takes the transaction; null where the newest block does not tell, as it is not fresh.
    /// </summary>
    private static long? LatestTimeOf(StateValue newest)
    {
        if (newest.Freshness is not { IsFresh: true } freshness)
        {
            return null;
        }

        // Without a limit the client's clock is no measure of the chain's, as in a rehearsal of another year.
        var age = freshness.Allowed == Timeout.InfiniteTimeSpan || freshness.Age < TimeSpan.Zero ? TimeSpan.Zero : freshness.Age;
        return newest.Time + (long)(age + Ahead).TotalMilliseconds;
    }
}
