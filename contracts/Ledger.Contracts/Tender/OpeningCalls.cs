using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;

namespace Ledger.Contracts.Tender;

/// <summary>
/// The calls of an opening, judged before they are ordered: what is refused stands in its block all the same, and theirs would tell there
/// how many bid, who, or the key.
/// </summary>
public static class OpeningCalls
{
    /// <summary>
    /// The first refusal of the transaction's opening calls on the given state, in their order; none where it has no such call, and where
    /// it repeats what was done under its business key.
    /// </summary>
    /// <param name="transaction">The transaction; its calls of other kinds are passed over.</param>
    /// <param name="signer">Who signed it.</param>
    /// <param name="block">The block after the newest final one: what is not final has not happened yet.</param>
    /// <param name="state">The state; nothing is written to it.</param>
    public static Refused Check(SignedTransaction transaction, Signer signer, BlockScope block, IStateReader state)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        ArgumentNullException.ThrowIfNull(signer);
        ArgumentNullException.ThrowIfNull(block);
        var calls = transaction.Body.Calls.Where(IsOne).ToList();
        if (calls.Count == 0 || IsDone(transaction, signer, block, state))
        {
            return Refused.No;
        }

        var context = new CallContext(block, signer, new DraftState(state));
        foreach (var call in calls)
        {
            if (ContractDispatcher.Execute(call, context) is { IsRefused: true } refused)
            {
                return refused;
            }
        }

        return Refused.No;
    }

    private static bool IsOne(Call call) => call.Tender?.MethodCase is TenderCall.MethodOneofCase.OpenSection
        or TenderCall.MethodOneofCase.ListBidders or TenderCall.MethodOneofCase.ReleaseOpeningKey;

    private static bool IsDone(SignedTransaction transaction, Signer signer, BlockScope block, IStateReader state) =>
        !transaction.Body.BusinessKey.IsEmpty
        && state.Get(BusinessKeys.Key(signer.Uscc, transaction.Body.BusinessKey.Span)) is { } used
        && BusinessKeys.Read(used).Content == transaction.ContentDigest(block.Hasher);
}
