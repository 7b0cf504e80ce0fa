using Ledger.Cli.Client;
using Ledger.Client;
using Ledger.Crypto;
using Ledger.Crypto.Signatures;
using Ledger.OnlineChecks;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;

namespace Ledger.Cli.Commands.Credentials.Online;

/// <summary>Online checks by the commands: keys from proven state, evidence from files.</summary>
internal static class OnlineChecks
{
    internal static OnlineCheck Open(Invocation invocation, LedgerClient client) =>
        new(invocation.Genesis, new SignatureVerifier(), new ProvenKeys(client), invocation.Context.Clock);

    /// <summary>The evidence of a file with what it says.</summary>
    /// <exception cref="CliException">It proves nothing.</exception>
    internal static async Task<(OnlineEvidence Evidence, OnlineFinding Finding)> ReadAsync(
        Invocation invocation, LedgerClient client, string path, CancellationToken cancellationToken)
    {
        var evidence = MessageFile.Read<OnlineEvidence>(path, invocation.Context);
        var finding = await Open(invocation, client).VerifyAsync(evidence, cancellationToken);
        if (finding.Fault == OnlineFault.None)
        {
            return (evidence, finding);
        }

        var (english, chinese) = OnlineFaultWords.Of(finding.Fault);
        throw CliException.NotVerified(
            $"{path}: {finding.Fault}: {finding.Detail}. {english}", $"{path}：{finding.Fault}：{chinese}（{finding.Detail}）");
    }

    /// <summary>An answer beside the record that it is about.</summary>
    internal static Document Of(OnlineFinding finding, CredentialRecord record)
    {
        var (english, chinese) = OnlineFaultWords.Of(finding.Fault);
        return new Document
        {
            ["record_id"] = Datum.NextId(record.Recorded.RecordId.Span),
            ["issuer_uscc"] = record.Recorded.IssuerUscc,
            ["outcome"] = Datum.Word(finding.Outcome),
            ["in_books"] = finding.Answer?.Found,
            ["status"] = finding.Answer is { Found: true } answer ? Datum.Word(answer.Status) : null,
            ["effective_from"] = Datum.Time(finding.Answer?.EffectiveFrom ?? 0),
            ["effective_until"] = Datum.Time(finding.Answer?.EffectiveUntil ?? 0),
            ["answered_at"] = Datum.Time(finding.Answer?.AnsweredAt ?? 0),
            ["differs"] = Datum.List(finding.DifferencesFrom(record)),
            ["unanswered"] = finding.Fault == OnlineFault.None ? null : finding.Fault.ToString(),
            ["message"] = finding.Fault == OnlineFault.None ? null : $"{english} ({finding.Detail})",
            ["message_zh"] = finding.Fault == OnlineFault.None ? null : $"{chinese}（{finding.Detail}）",
        };
    }

    private sealed class ProvenKeys(LedgerClient client) : IAuthorityKeys
    {
        public async Task<(PublicKey Key, string Uscc)?> FindAsync(Digest certificateId, long time, CancellationToken cancellationToken)
        {
            var signer = await new ProvenEvaluation(client, height: 0).EvaluateAsync(
                state => SignerRules.Resolve(state, certificateId, time, out var found).IsRefused ? null : found, cancellationToken);
            return signer is null ? null : (signer.Key, signer.Uscc);
        }
    }
}
