using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.CaTrust;

namespace Ledger.Contracts.CaTrust;

/// <summary>Gives up an upload of the signer's own subject, past its time or not. What was applied of it stands.</summary>
internal static class DropCrlUploadHandler
{
    internal static Refused Handle(DropCrlUpload call, CallContext context)
    {
        var refused = CrlUploads.Find(call.CrlDigest.Span, context, out var upload);
        if (upload is null)
        {
            return refused;
        }

        context.Announce(new StateFact(CaTrustTables.UploadKey(context.Signer.Uscc, call.CrlDigest.Span), [], "crl.upload_dropped"));
        CrlUploads.Close(context.Signer.Uscc, call.CrlDigest.Span, context.State);
        return Refused.No;
    }
}
