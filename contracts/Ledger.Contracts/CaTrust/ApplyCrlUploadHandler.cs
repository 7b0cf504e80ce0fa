using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.CaTrust;

namespace Ledger.Contracts.CaTrust;

/// <summary>
/// Applies one step of a list that has come and was checked. Revocations count from the block that enters them; that the list is imported
/// is said with the last step, so that no freshness is claimed for what is not yet entered.
/// </summary>
internal static class ApplyCrlUploadHandler
{
    internal static Refused Handle(ApplyCrlUpload call, CallContext context)
    {
        var refused = CrlUploads.Find(call.CrlDigest.Span, context, out var upload);
        if (refused.IsRefused)
        {
            return refused;
        }

        if (upload!.Checked is not { } state)
        {
            return new Refused(
                RefusalCode.CrlUploadOrder,
                $"{upload.Parts} of {CrlUploadLimits.PartsOf(upload.CrlBytes)} parts are there; a list is applied after its last part.");
        }

        if (AuthorityRecords.Find(upload.CaId, context.State) is not { } authority ||
            !RevocationListRules.IsTrusted(state.IssuerId.Span, authority, context))
        {
            return new Refused(RefusalCode.CrlSignature, $"The authority of CA {upload.CaId} that signed the list is trusted no longer.");
        }

        refused = CrlUploads.Spend(isCheck: false, context);
        if (refused.IsRefused)
        {
            return refused;
        }

        var issuerId = new Digest(state.IssuerId.Span);
        RevocationImports.EnterAll(CrlParts.TakeStep(upload, context), issuerId, new Digest(upload.CrlDigest.Span), authority, context);
        var key = CaTrustTables.UploadKey(context.Signer.Uscc, call.CrlDigest.Span);
        if (state.NextOffset < state.EndOffset)
        {
            context.Record(CaTrustTables.Uploads, key, upload, "crl.step_applied");
            return Refused.No;
        }

        context.Announce(new StateFact(key, [], "crl.upload_applied"));
        CrlUploads.Close(context.Signer.Uscc, call.CrlDigest.Span, context.State);
        Finish(upload, issuerId, context);
        return Refused.No;
    }

    /// <summary>Says that the list is imported, unless a newer one has been meanwhile: that one says all that this one does.</summary>
    private static void Finish(CrlUpload upload, Digest issuerId, CallContext context)
    {
        var state = upload.Checked;
        var scopes = state.Scopes.Select(scope => scope.ToByteArray()).ToList();
        if (RevocationImports.Newest(issuerId, scopes, context.State) is { } known && known >= state.ThisUpdate)
        {
            return;
        }

        var import = new RevocationListImport
        {
            ImportedAt = context.Time,
            ThisUpdate = state.ThisUpdate,
            NextUpdate = state.NextUpdate,
            Entries = state.Entries,
            CrlDigest = upload.CrlDigest,
            ImportedBy = context.Signer.Uscc,
        };
        RevocationImports.Add(issuerId, scopes, import, upload.CaId, context);
    }
}
