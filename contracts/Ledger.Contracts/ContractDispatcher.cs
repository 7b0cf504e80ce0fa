using Ledger.Contracts.Account;
using Ledger.Contracts.CaTrust;
using Ledger.Contracts.Credential;
using Ledger.Contracts.Evidence;
using Ledger.Contracts.Guarantee;
using Ledger.Contracts.Membership;
using Ledger.Contracts.Tender;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Membership;

namespace Ledger.Contracts;

/// <summary>Sends a call to its contract. To add a contract, add its line to each switch here.</summary>
public static class ContractDispatcher
{
    /// <summary>
    /// The newest version of the chain's rules that stands here; who gates a change by <see cref="BlockScope.RuleVersion"/> raises it. A
    /// program that is older than its chain judges nothing by rules that it does not know.
    /// </summary>
    public const uint RuleVersionKnown = RuleVersions.Known;

    /// <summary>The call's name as people write it, <c>Guarantee.Issue</c>; null where it names no contract or no method.</summary>
    public static string? NameOf(Call call) => call.ContractCase switch
    {
        Call.ContractOneofCase.Membership => Name("Membership", call.Membership.MethodCase),
        Call.ContractOneofCase.Account => Name("Account", call.Account.MethodCase),
        Call.ContractOneofCase.Tender => Name("Tender", call.Tender.MethodCase),
        Call.ContractOneofCase.Guarantee => Name("Guarantee", call.Guarantee.MethodCase),
        Call.ContractOneofCase.CaTrust => Name("CaTrust", call.CaTrust.MethodCase),
        Call.ContractOneofCase.Evidence => Name("Evidence", call.Evidence.MethodCase),
        Call.ContractOneofCase.Credential => Name("Credential", call.Credential.MethodCase),
        _ => null,
    };

    /// <summary>Whether the call names a method of a contract.</summary>
    public static bool Knows(Call call) => call.ContractCase switch
    {
        Call.ContractOneofCase.Membership => call.Membership.MethodCase != MembershipCall.MethodOneofCase.None,
        Call.ContractOneofCase.Account => call.Account.MethodCase != AccountCall.MethodOneofCase.None,
        Call.ContractOneofCase.Tender => call.Tender.MethodCase != TenderCall.MethodOneofCase.None,
        Call.ContractOneofCase.Guarantee => call.Guarantee.MethodCase != GuaranteeCall.MethodOneofCase.None,
        Call.ContractOneofCase.CaTrust => call.CaTrust.MethodCase != CaTrustCall.MethodOneofCase.None,
        Call.ContractOneofCase.Evidence => call.Evidence.MethodCase != EvidenceCall.MethodOneofCase.None,
        Call.ContractOneofCase.Credential => call.Credential.MethodCase != CredentialCall.MethodOneofCase.None,
        _ => false,
    };

    /// <summary>
    /// The block's scope for the calls of one transaction. What they will ask the verifier about is verified together, as far as that can
    /// be told before; no answer of it changes.
    /// </summary>
    public static BlockScope ScopeOf(IReadOnlyList<Call> calls, BlockScope block, IStateReader state)
    {
        ArgumentNullException.ThrowIfNull(calls);
        ArgumentNullException.ThrowIfNull(block);
        var registrations = 0;
        for (var i = 0; i < calls.Count; i++)
        {
            registrations += calls[i].Account?.RegisterCertificate is null ? 0 : 1;
        }

        return registrations > 1 ? block with { Verifier = RegistrationSignatures.VerifyTogether(calls, block, state) } : block;
    }

    /// <summary>
    /// Executes one call. A refusal leaves whatever was written so far to the caller to drop. Whatever the contract answered, the call is
    /// refused where it wrote what the state cannot hold, or stated more than a receipt may.
    /// </summary>
    public static Refused Execute(Call call, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var refused = CallVersions.Of(call) > context.Block.RuleVersion ? UnknownCall : Route(call, context);
        return refused.IsRefused ? refused : context.Overrun;
    }

    private static Refused Route(Call call, CallContext context) => call.ContractCase switch
    {
        Call.ContractOneofCase.Membership => MembershipContract.Execute(call.Membership, context),
        Call.ContractOneofCase.Account => AccountContract.Execute(call.Account, context),
        Call.ContractOneofCase.Tender => TenderContract.Execute(call.Tender, context),
        Call.ContractOneofCase.Guarantee => GuaranteeContract.Execute(call.Guarantee, context),
        Call.ContractOneofCase.CaTrust => CaTrustContract.Execute(call.CaTrust, context),
        Call.ContractOneofCase.Evidence => EvidenceContract.Execute(call.Evidence, context),
        Call.ContractOneofCase.Credential => CredentialContract.Execute(call.Credential, context),
        _ => UnknownCall,
    };

    /// <summary>The refusal of a call that names no contract or no method.</summary>
    internal static Refused UnknownCall => new(RefusalCode.UnknownCall, "The call names no contract or no method that these rules know.");

    private static string? Name<TMethod>(string contract, TMethod method)
        where TMethod : struct, Enum =>
        Convert.ToInt32(method, System.Globalization.CultureInfo.InvariantCulture) == 0 ? null : $"{contract}.{method}";
}
