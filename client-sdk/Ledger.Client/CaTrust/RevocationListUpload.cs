using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Account;
using Ledger.Schema.CaTrust;

namespace Ledger.Client.CaTrust;

/// <summary>
/// Hands in a list part by part and has it applied step by step. What comes next follows from the proved state alone, so that a run that
/// was killed goes on where the chain stands, and two runs at once do no harm.
/// </summary>
internal sealed class RevocationListUpload(
    LedgerClient client, string caId, ReadOnlyMemory<byte> der, IProgress<RevocationImportProgress>? progress)
{
    private const int WaitsMax = 300;
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(1);

    private readonly Digest _digest = TaggedHash.Compute(client.Genesis.Hasher, DomainTag.RevocationList, der.Span);
    private readonly uint _parts = CrlUploadLimits.PartsOf((uint)der.Length);
    private uint _stepsAtOnce = CrlUploadLimits.StepsOfBlockMax;
    private int _waits;

    internal async Task<TransactionResult> RunAsync(CancellationToken cancellationToken)
    {
        var key = CaTrustTables.UploadKey(await UsccAsync(cancellationToken).ConfigureAwait(false), _digest.ToArray());
        TransactionResult? applied = null;
        while (true)
        {
            var read = await client.ReadAsync(CaTrustTables.Uploads, key, cancellationToken: cancellationToken).ConfigureAwait(false);
            Report(read.Record, applied is not null);
            if (read.Record is null && applied is not null)
            {
                return applied;
            }

            var calls = Next(read.Record, read.Time);
            var result = await client.SubmitAsync(calls, cancellationToken: cancellationToken).ConfigureAwait(false);
            applied = result.IsDone && calls[0].CaTrust.ApplyCrlUpload is not null ? result : null;
            if (!result.IsDone && !await MayGoOnAsync(result, calls.Count, cancellationToken).ConfigureAwait(false))
            {
                return result;
            }
        }
    }

    /// <summary>What comes next, as the chain stands.</summary>
    internal async Task<IReadOnlyList<Call>> NextCallsAsync(CancellationToken cancellationToken)
    {
        var key = CaTrustTables.UploadKey(await UsccAsync(cancellationToken).ConfigureAwait(false), _digest.ToArray());
        var read = await client.ReadAsync(CaTrustTables.Uploads, key, cancellationToken: cancellationToken).ConfigureAwait(false);
        return Next(read.Record, read.Time);
    }

    private IReadOnlyList<Call> Next(CrlUpload? upload, long now) => upload switch
    {
        null => [TrustCalls.BeginCrlUpload(caId, _digest, der.Length)],
        _ when now >= upload.ExpiresAt || upload.CaId != caId => [TrustCalls.DropCrlUpload(_digest)],
        { Checked: null } => [Part(upload.Parts)],
        { Checked: var state } => [.. Enumerable.Repeat(TrustCalls.ApplyCrlUpload(_digest), (int)Math.Min(_stepsAtOnce, StepsLeft(state)))],
    };

    private Call Part(uint index)
    {
        var begin = (int)index * CrlUploadLimits.PartBytes;
        return TrustCalls.AddCrlPart(_digest, index, der.Span[begin..Math.Min(begin + CrlUploadLimits.PartBytes, der.Length)]);
    }

    private static uint StepsLeft(CheckedCrl state) => state.NextOffset >= state.EndOffset
        ? 1
        : ((state.EndOffset - 1) / CrlUploadLimits.PartBytes) - (state.NextOffset / CrlUploadLimits.PartBytes) + 1;

    /// <summary>
    /// Others' uploads may have used up the block; several steps at once may be one too many. Either way fewer at a time will do.
    /// </summary>
    private async Task<bool> MayGoOnAsync(TransactionResult result, int calls, CancellationToken cancellationToken)
    {
        _stepsAtOnce = 1;
        if (result.Outcome is not { } outcome)
        {
            return false;
        }

        if ((RefusalCode)outcome.Code == RefusalCode.CrlWorkLimit && _waits++ < WaitsMax)
        {
            await Task.Delay(Wait, client.Clock, cancellationToken).ConfigureAwait(false);
            return true;
        }

        return calls > 1 || (RefusalCode)outcome.Code == RefusalCode.CrlUploadExpired;
    }

    private void Report(CrlUpload? upload, bool isApplied)
    {
        var steps = upload?.Checked is { } state ? state.NextOffset / CrlUploadLimits.PartBytes : 0;
        var total = 2 * (int)_parts;
        progress?.Report(new RevocationImportProgress(upload is null && isApplied ? total : (int)((upload?.Parts ?? 0) + steps), total));
    }

    /// <summary>An upload is the subject's, whichever of its certificates signs.</summary>
    private async Task<string> UsccAsync(CancellationToken cancellationToken)
    {
        var id = client.SignerCertificateId
            ?? throw new InvalidOperationException(
                "This client was opened without a signer, so it only reads. Set LedgerClientOptions.Signer.");
        var read = await client.ReadAsync(
            AccountTables.Certificates, AccountTables.Certificates.Key(id.ToArray()), cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        return read.Record?.Uscc ?? throw new InvalidOperationException($"Certificate {id} is not registered: have it registered first.");
    }
}

/// <summary>How far the import of a list in parts has come, as the chain has it.</summary>
/// <param name="Done">Parts that have come and steps that are applied.</param>
/// <param name="Total">All of them.</param>
public readonly record struct RevocationImportProgress(int Done, int Total);
