using Google.Protobuf;
using Ledger.Certificates.Revocation;
using Ledger.Protocol.V1;
using Ledger.Schema.CaTrust;

namespace Ledger.Contracts.CaTrust;

/// <summary>The parts of an upload, and the entries in them once the whole list has been checked.</summary>
internal static class CrlParts
{
    /// <exception cref="InvalidDataException">The state lacks a part that its upload counts.</exception>
    internal static ReadOnlyMemory<byte> Read(CrlUpload upload, uint index, CallContext context) =>
        CaTrustTables.Parts.Read(context.State, CaTrustTables.PartKey(context.Signer.Uscc, upload.CrlDigest.Span, index))?.Content.Memory
        ?? throw new InvalidDataException($"The state lacks part {index} of an upload of {upload.Parts}.");

    internal static CheckedCrl CheckedOf(AcceptedRevocationList accepted)
    {
        var (offset, length) = accepted.List.EntriesRange.GetOffsetAndLength(accepted.List.Der.Length);
        var result = new CheckedCrl
        {
            IssuerId = ByteString.CopyFrom(accepted.IssuerId.ToArray()),
            ThisUpdate = accepted.List.ThisUpdateMs,
            NextUpdate = accepted.List.NextUpdateMs ?? 0,
            Entries = (uint)accepted.List.Count,
            NextOffset = (uint)offset,
            EndOffset = (uint)(offset + length),
        };
        result.Scopes.AddRange(accepted.Scopes.Select(scope => ByteString.CopyFrom(scope)));
        return result;
    }

    /// <summary>The entries that begin in the part where the next one does; moves <see cref="CheckedCrl.NextOffset"/> past them.</summary>
    internal static List<RevocationEntry> TakeStep(CrlUpload upload, CallContext context)
    {
        var state = upload.Checked;
        var entries = new List<RevocationEntry>();
        if (state.NextOffset >= state.EndOffset)
        {
            return entries; // a list without entries
        }

        var index = state.NextOffset / CrlUploadLimits.PartBytes;
        var begin = index * CrlUploadLimits.PartBytes;
        byte[] bytes =
        [
            .. Read(upload, index, context).Span,
            .. index + 1 < upload.Parts ? Read(upload, index + 1, context).Span : default,
        ];
        while (state.NextOffset < Math.Min(begin + CrlUploadLimits.PartBytes, state.EndOffset))
        {
            entries.Add(RevocationList.ReadEntry(bytes.AsMemory((int)(state.NextOffset - begin)), out var consumed));
            state.NextOffset += (uint)consumed;
        }

        return entries;
    }
}
