using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.CaTrust;

namespace Ledger.Contracts.CaTrust;

/// <summary>
/// Opens an upload, from anyone with a registered certificate. Uploads past their time are cleared away first, whoever left them.
/// </summary>
internal static class BeginCrlUploadHandler
{
    internal static Refused Handle(BeginCrlUpload call, CallContext context)
    {
        if (call.CrlDigest.Length != Digest.Bytes)
        {
            return new Refused(RefusalCode.BadDigest, $"The list's digest has {call.CrlDigest.Length} bytes; it must be {Digest.Bytes}.");
        }

        if (call.CrlBytes is 0 or > CrlUploadLimits.CrlBytesMax)
        {
            return new Refused(
                RefusalCode.CrlTooLarge,
                $"The revocation list has {call.CrlBytes} bytes; an upload has 1 to {CrlUploadLimits.CrlBytesMax}.");
        }

        if (AuthorityRecords.Find(call.CaId, context.State) is null)
        {
            return new Refused(RefusalCode.UnknownAuthority, $"There is no CA {FieldRules.Quote(call.CaId)}.");
        }

        var queue = ClearAway(context);
        var uscc = context.Signer.Uscc;
        if (queue.Open.Any(open => open.Uscc == uscc && open.CrlDigest.Equals(call.CrlDigest)))
        {
            return new Refused(RefusalCode.CrlUploadExists, $"{uscc} uploads this list already.");
        }

        var own = queue.Open.Count(open => open.Uscc == uscc);
        if (own >= CrlUploadLimits.OpenOfSubjectMax || queue.Open.Count >= CrlUploadLimits.OpenMax)
        {
            return new Refused(RefusalCode.CrlUploadsOpen, $"{uscc} has {own} uploads open, all together {queue.Open.Count}.");
        }

        var upload = new CrlUpload
        {
            CaId = call.CaId,
            CrlDigest = call.CrlDigest,
            CrlBytes = call.CrlBytes,
            BegunAt = context.Time,
            ExpiresAt = context.Time + CrlUploadLimits.LifetimeMs,
        };
        queue.Open.Add(new OpenCrlUpload { Uscc = uscc, CrlDigest = call.CrlDigest, ExpiresAt = upload.ExpiresAt });
        CrlUploads.Put(queue, context.State);
        context.Record(CaTrustTables.Uploads, CaTrustTables.UploadKey(uscc, call.CrlDigest.Span), upload, "crl.upload_begun");
        return Refused.No;
    }

    private static CrlQueue ClearAway(CallContext context)
    {
        var queue = CrlUploads.Queue(context.State);
        for (var i = queue.Open.Count - 1; i >= 0; i--)
        {
            if (context.Time >= queue.Open[i].ExpiresAt)
            {
                CrlUploads.Remove(queue.Open[i].Uscc, queue.Open[i].CrlDigest.Span, context.State);
                queue.Open.RemoveAt(i);
            }
        }

        return queue;
    }
}
