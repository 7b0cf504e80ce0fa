using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.CaTrust;

namespace Ledger.Contracts.CaTrust;

/// <summary>
/// Adds the next part of a list. With the last one the whole list is checked – digest, form, signature, age – before any entry of it
/// counts; a list that is not taken leaves the upload without its last part, to be dropped.
/// </summary>
internal static class AddCrlPartHandler
{
    internal static Refused Handle(AddCrlPart call, CallContext context)
    {
        var refused = CrlUploads.Find(call.CrlDigest.Span, context, out var upload);
        if (refused.IsRefused)
        {
            return refused;
        }

        var last = CrlUploadLimits.PartsOf(upload!.CrlBytes) - 1;
        if (call.Index != upload.Parts || upload.Parts > last)
        {
            return new Refused(RefusalCode.CrlUploadOrder, $"Part {call.Index} came; {upload.Parts} of {last + 1} parts are there.");
        }

        var bytes = call.Index < last ? CrlUploadLimits.PartBytes : (int)(upload.CrlBytes - (last * CrlUploadLimits.PartBytes));
        if (call.Content.Length != bytes)
        {
            return new Refused(RefusalCode.CrlUploadOrder, $"Part {call.Index} has {call.Content.Length} bytes; it must be {bytes}.");
        }

        var uscc = context.Signer.Uscc;
        CaTrustTables.Parts.Write(
            context.State, CaTrustTables.PartKey(uscc, call.CrlDigest.Span, call.Index), new CrlPart { Content = call.Content });
        upload.Parts++;
        refused = call.Index == last ? CheckWhole(upload, context) : Refused.No;
        if (!refused.IsRefused)
        {
            context.Record(
                CaTrustTables.Uploads,
                CaTrustTables.UploadKey(uscc, call.CrlDigest.Span),
                upload,
                call.Index == last ? "crl.upload_checked" : "crl.part_added");
        }

        return refused;
    }

    private static Refused CheckWhole(CrlUpload upload, CallContext context)
    {
        var refused = CrlUploads.Spend(isCheck: true, context);
        if (refused.IsRefused)
        {
            return refused;
        }

        var der = new byte[upload.CrlBytes];
        for (var index = 0u; index < upload.Parts; index++)
        {
            CrlParts.Read(upload, index, context).CopyTo(der.AsMemory((int)index * CrlUploadLimits.PartBytes));
        }

        var digest = TaggedHash.Compute(context.Block.Hasher, DomainTag.RevocationList, der);
        if (!digest.ToArray().AsSpan().SequenceEqual(upload.CrlDigest.Span))
        {
            return new Refused(RefusalCode.CrlDigestMismatch, $"The parts together have digest {digest}.");
        }

        if (AuthorityRecords.Find(upload.CaId, context.State) is not { } authority)
        {
            throw new InvalidDataException($"The state has an upload for CA {upload.CaId} but not the CA.");
        }

        refused = RevocationListRules.Check(der, authority, context, out var accepted);
        if (refused.IsRefused)
        {
            return refused;
        }

        // An entry lies in two parts at most, so that a step reads no more than two.
        if (accepted!.List.LongestEntryBytes > CrlUploadLimits.PartBytes)
        {
            return new Refused(
                RefusalCode.BadCrl,
                $"An entry of the revocation list has {accepted.List.LongestEntryBytes} bytes; in parts it may have " +
                $"{CrlUploadLimits.PartBytes}.");
        }

        upload.Checked = CrlParts.CheckedOf(accepted);
        return Refused.No;
    }
}
