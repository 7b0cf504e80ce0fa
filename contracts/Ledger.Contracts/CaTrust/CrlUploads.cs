using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.CaTrust;

namespace Ledger.Contracts.CaTrust;

/// <summary>Open uploads and the queue that bounds them.</summary>
internal static class CrlUploads
{
    private static readonly byte[] QueueKey = CaTrustTables.Queue.Key(CaTrustTables.Current);

    internal static CrlQueue Queue(IStateReader state) => CaTrustTables.Queue.Read(state, QueueKey) ?? new CrlQueue();

    internal static void Put(CrlQueue queue, IStateWriter state) => CaTrustTables.Queue.Write(state, QueueKey, queue);

    /// <summary>The signer's own open upload of a list, or why there is none.</summary>
    internal static Refused Find(ReadOnlySpan<byte> crlDigest, CallContext context, out CrlUpload? upload)
    {
        upload = null;
        if (crlDigest.Length != Digest.Bytes)
        {
            return new Refused(RefusalCode.BadDigest, $"The list's digest has {crlDigest.Length} bytes; it must be {Digest.Bytes}.");
        }

        upload = CaTrustTables.Uploads.Read(context.State, CaTrustTables.UploadKey(context.Signer.Uscc, crlDigest));
        return upload is null ? new Refused(
            RefusalCode.UnknownCrlUpload, $"{context.Signer.Uscc} has no open upload of list {Convert.ToHexStringLower(crlDigest)}.")
            : context.Time >= upload.ExpiresAt ? new Refused(
                RefusalCode.CrlUploadExpired, $"The upload ended at {upload.ExpiresAt}; block time is {context.Time}.")
            : Refused.No;
    }

    /// <summary>Takes one of the block's checks or steps.</summary>
    internal static Refused Spend(bool isCheck, CallContext context)
    {
        var queue = Queue(context.State);
        if (queue.Height != context.Block.Height)
        {
            (queue.Height, queue.Checks, queue.Steps) = (context.Block.Height, 0, 0);
        }

        if (isCheck ? queue.Checks == CrlUploadLimits.ChecksOfBlockMax : queue.Steps == CrlUploadLimits.StepsOfBlockMax)
        {
            return new Refused(
                RefusalCode.CrlWorkLimit, $"Block {queue.Height} has checked {queue.Checks} lists and applied {queue.Steps} steps.");
        }

        (queue.Checks, queue.Steps) = (queue.Checks + (isCheck ? 1u : 0), queue.Steps + (isCheck ? 0 : 1u));
        Put(queue, context.State);
        return Refused.No;
    }

    /// <summary>Removes an upload with every part that it may have; not its place in the queue.</summary>
    internal static void Remove(string uscc, ReadOnlySpan<byte> crlDigest, IStateWriter state)
    {
        var key = CaTrustTables.UploadKey(uscc, crlDigest);
        var parts = CaTrustTables.Uploads.Read(state, key)?.Parts ?? 0;
        for (var index = 0u; index < parts; index++)
        {
            CaTrustTables.Parts.Delete(state, CaTrustTables.PartKey(uscc, crlDigest, index));
        }

        CaTrustTables.Uploads.Delete(state, key);
    }

    /// <summary>Ends an upload: its record, its parts and its place in the queue go.</summary>
    internal static void Close(string uscc, ReadOnlySpan<byte> crlDigest, IStateWriter state)
    {
        Remove(uscc, crlDigest, state);
        var queue = Queue(state);
        for (var i = queue.Open.Count - 1; i >= 0; i--)
        {
            if (queue.Open[i].Uscc == uscc && queue.Open[i].CrlDigest.Span.SequenceEqual(crlDigest))
            {
                queue.Open.RemoveAt(i);
            }
        }

        Put(queue, state);
    }
}
