using Ledger.Protocol.V1;

namespace Ledger.Orders;

/// <summary>
/// The applicant's name becomes the guarantee's 投标人名称, and a beneficiary may refuse a guarantee for another name as another bidder's: both
/// sides compare it with what the chain has registered for the code.
/// </summary>
internal static class NameRules
{
    internal static async Task<OrderRefused> CheckAsync(OrderApplicant applicant, IOrderChain chain, CancellationToken cancellationToken) =>
        await chain.SubjectNameAsync(applicant.Uscc, cancellationToken).ConfigureAwait(false) is not { } registered ||
            registered == applicant.Name
            ? OrderRefused.No
            : new(
                OrderRefusal.NameDiffers,
                $"The chain has {applicant.Uscc} as {registered}; the application says {applicant.Name}. Write the registered name, or " +
                "let the trading centre correct it first.");
}
