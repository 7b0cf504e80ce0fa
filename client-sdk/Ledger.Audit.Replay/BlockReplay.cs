using System.Runtime.InteropServices;
using Google.Protobuf;
using Ledger.Audit.Replay.State;
using Ledger.Contracts;
using Ledger.Crypto;
using Ledger.Crypto.OpenSsl;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;

namespace Ledger.Audit.Replay;

/// <summary>
/// Executes the transactions of one block, rule by rule as docs/spec/finality.md lists them. What a call does is the contracts'; all around
/// it is written here a second time.
/// </summary>
internal sealed class BlockReplay(
    BlockScope scope, ChainLimits limits, BlockState state, KnownSigners signers, CallHandler calls)
{
    private static readonly Receipt BlockFull = new() { Code = (uint)RefusalCode.BlockFull };
    private readonly HashSet<Digest> _landed = [];
    private long _receiptBytes;

    private static Refused ContractFault =>
        new(RefusalCode.ContractFault, "The contract failed on this call. Nothing of the transaction was done.");

    /// <summary>The receipts, and the hash of each transaction's leaf.</summary>
    /// <param name="read">The transactions as the batch carries them.</param>
    /// <param name="verified">Keys that signatures are known to verify under.</param>
    internal (IReadOnlyList<byte[]> Receipts, Digest[] Leaves) Execute(ReadTransaction[] read, PublicKey?[] verified)
    {
        var judged = new Judged[read.Length];
        var unverified = new List<int>();
        for (var i = 0; i < read.Length; i++)
        {
            judged[i] = Judge(read[i]);
            if (judged[i].Signer is { } signer && verified[i]?.Equals(signer.Key) is not true)
            {
                unverified.Add(i);
            }
        }

        Verify(read, judged, unverified);
        var leaves = MerkleTree.LeafHashes(
            scope.Hasher, [.. read.Select(one => one.Transaction?.LeafContent() ?? ReadOnlyMemory<byte>.Empty)]);
        var receipts = new List<byte[]>(read.Length);
        for (var i = 0; i < read.Length; i++)
        {
            receipts.Add(Receive(read[i].Transaction, judged[i], i, leaves[i]));
        }

        return (receipts, leaves);
    }

    private void Verify(ReadTransaction[] read, Judged[] judged, List<int> unverified)
    {
        var valid = scope.Verifier.VerifyOnAllCores(
            [.. unverified.Select(i => read[i].Transaction!.SignatureCheck(judged[i].Signer!.Key))]);
        foreach (var i in unverified.Where((_, place) => !valid[place]))
        {
            judged[i] = new Judged(TransactionRules.BadSignature, null);
        }
    }

    // Rules 1 to 4: against the state before the block.
    private Judged Judge(ReadTransaction read)
    {
        if (read.Transaction is not { } transaction)
        {
            return new Judged(read.Refused, null);
        }

        if (TransactionRules.CheckExpiry(transaction, scope.Time, limits) is { IsRefused: true } late)
        {
            return new Judged(late, null);
        }

        if (state.Before(LandedTransactions.Key(transaction.Body.NotAfter, transaction.Id)) is not null)
        {
            return new Judged(TransactionRules.Duplicate(transaction.Id), null);
        }

        try
        {
            var refused = TransactionRules.CheckSigner(transaction, scope.Time, signers.Read(state, transaction.Signer), out var signer);
            return new Judged(refused, refused.IsRefused ? null : signer);
        }
        catch (Exception e) when (IsOfInput(e))
        {
            return new Judged(ContractFault, null);
        }
    }

    // Rules 6 to 11: in the order of the batch, over what the transactions before it did.
    private byte[] Receive(SignedTransaction? transaction, Judged judged, int index, Digest leaf)
    {
        var refused = judged.Refused;
        var lands = !refused.IsRefused && _landed.Add(transaction!.Id);
        if (!refused.IsRefused && !lands)
        {
            refused = TransactionRules.Duplicate(transaction!.Id);
        }

        var receipt = lands ? Run(transaction!, judged.Signer!) : Refusal(refused, 0);
        receipt.Landed = lands;
        receipt.Index = lands ? (uint)index : 0;
        var bytes = receipt.ToByteArray();
        if (_receiptBytes + bytes.Length > ReceiptLimits.BlockBytesMax)
        {
            state.Drop();
            if (lands)
            {
                _landed.Remove(transaction!.Id);
            }

            return BlockFull.ToByteArray();
        }

        _receiptBytes += bytes.Length;
        state.Keep();
        if (lands)
        {
            state.SetInBlock(
                LandedTransactions.Key(transaction!.Body.NotAfter, transaction.Id),
                LandedTransactions.Value(scope.Height, index, leaf));
        }

        return bytes;
    }

    private Receipt Run(SignedTransaction transaction, Signer signer)
    {
        var call = 0;
        try
        {
            return RunCalls(transaction, signer, ref call);
        }
        catch (Exception e) when (IsOfInput(e))
        {
            state.Drop();
            return Refusal(ContractFault, call);
        }
    }

    private Receipt RunCalls(SignedTransaction transaction, Signer signer, ref int call)
    {
        byte[]? businessKey = null;
        Digest content = default;
        if (!transaction.Body.BusinessKey.IsEmpty)
        {
            businessKey = BusinessKeys.Key(signer.Uscc, transaction.Body.BusinessKey.Span);
            content = transaction.ContentDigest(scope.Hasher);
            if (state.Get(businessKey) is { } used)
            {
                return Again(BusinessKeys.Read(used), content);
            }
        }

        var context = new CallContext(ContractDispatcher.ScopeOf(transaction.Body.Calls, scope, state), signer, state);
        foreach (var one in transaction.Body.Calls)
        {
            if (calls(one, context) is { IsRefused: true } refused)
            {
                state.Drop();
                return Refusal(refused, call);
            }

            call++;
        }

        if (businessKey is not null)
        {
            state.Put(businessKey, BusinessKeys.Value(transaction.Id, content));
        }

        if (LedgerInvariants.Check(state.Transitions(), state, scope.Time, scope.Hasher) is null)
        {
            return new Receipt { Events = { context.Events } };
        }

        state.Drop();
        return Refusal(TransactionRules.BreaksInvariant, 0);
    }

    private static Receipt Again((Digest Id, Digest Content) first, Digest content)
    {
        var isSame = first.Content == content;
        var receipt = isSame
            ? new Receipt { Code = (uint)RefusalCode.Repeated }
            : Refusal(TransactionRules.OtherContent(first.Id, first.Content, content), 0);
        receipt.FirstTransaction = ByteString.CopyFrom(first.Id.ToArray());
        receipt.FirstContent = isSame ? ByteString.Empty : ByteString.CopyFrom(first.Content.ToArray());
        return receipt;
    }

    private static Receipt Refusal(Refused refused, int call) =>
        new() { Code = (uint)refused.Code, FailedCall = (uint)call, Detail = refused.ShortDetail };

    // A fault that the chain's bytes decide is the transaction's and the same everywhere; one of this machine ends the audit.
    private static bool IsOfInput(Exception e) => e is InvalidProtocolBufferException
        || e is not (IOException or OutOfMemoryException or UnauthorizedAccessException or OperationCanceledException
            or ObjectDisposedException or InsufficientExecutionStackException or TypeLoadException or BadImageFormatException
            or MissingMemberException or ExternalException or OpenSslException);

    private readonly record struct Judged(Refused Refused, Signer? Signer);
}
